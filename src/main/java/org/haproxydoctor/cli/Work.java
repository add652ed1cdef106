package org.haproxydoctor.cli;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.ServerRef;

/// A shell command that is run for a server which is out.
final class Work {
  private Work() {}

  /// @param variables what it gets to know, besides the environment
  /// @return why it failed
  static Optional<String> run(String command, ServerRef server, Map<String, String> variables) {
    // The results have the standard output to themselves.
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "exec >&2\n" + command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    builder.environment().put("HAPROXY_BACKEND", server.backend());
    builder.environment().put("HAPROXY_SERVER", server.server());
    try {
      int status = builder.start().waitFor();
      return status == 0
          ? Optional.empty()
          : Optional.of("the command ended with status " + status);
    } catch (IOException e) {
      return Optional.of("the command cannot be run: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
