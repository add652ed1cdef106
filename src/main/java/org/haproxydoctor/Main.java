package org.haproxydoctor;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Entry point of the command line.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int status = ExitCode.DEFECT.value();
    try {
      status =
          run(
              args,
              System.getenv(),
              new FileInputStream(FileDescriptor.in),
              new FileOutputStream(FileDescriptor.out),
              System.err);
    } catch (Throwable _) {
      // Uncaught, it would print a trace and end the JVM with 1, which means WARNING.
      System.err.println("haproxy-doctor: a defect of haproxy-doctor that it could not describe.");
    } finally {
      Departure.with(status);
    }
  }

  /// Runs one command line.
  ///
  /// Both streams are written as UTF-8 whatever the locale says, because JSON must be.
  ///
  /// A result that did not arrive is never OK: who finds an empty file and a zero would take all
  /// for well.
  ///
  /// @return the exit status
  public static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    Delivery delivery = new Delivery(out);
    PrintWriter outWriter =
        new PrintWriter(new OutputStreamWriter(delivery, StandardCharsets.UTF_8));
    PrintWriter errWriter =
        new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    int status = new Wiring(environment, in, outWriter, errWriter).run(args);
    outWriter.flush();
    if (delivery.failure().isPresent()) {
      errWriter.println(
          "haproxy-doctor: the result could not be written: " + delivery.failure().get() + ".");
      errWriter.println("Make room for it, or send it elsewhere.");
      status = status == ExitCode.OK.value() ? ExitCode.UNKNOWN.value() : status;
    }
    errWriter.flush();
    return status;
  }
}
