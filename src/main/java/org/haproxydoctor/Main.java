package org.haproxydoctor;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Entry point of the command line.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), System.out, System.err));
  }

  /// Runs one command line.
  ///
  /// Both streams are written as UTF-8 whatever the locale says, because JSON must be.
  ///
  /// @return the exit status
  public static int run(
      String[] args, Map<String, String> environment, OutputStream out, OutputStream err) {
    PrintWriter outWriter = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    PrintWriter errWriter =
        new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    int status = new Wiring(environment, outWriter, errWriter).run(args);
    outWriter.flush();
    errWriter.flush();
    return status;
  }
}
