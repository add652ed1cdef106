package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;

/// Takes a process the room for further file descriptors.
final class OpenFileLimit {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private OpenFileLimit() {}

  /// @param spare how many it may still open
  /// @throws CannotLookException when this host offers no way to
  static void lower(long pid, int spare) throws IOException {
    long open;
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      open = files.count();
    }
    long limit = open + spare;
    Finished done =
        Finished.run(
            PATIENCE, "prlimit", "--pid", Long.toString(pid), "--nofile=" + limit + ":" + limit);
    if (done.status() != 0) {
      throw new CannotLookException(
          "the limit of open files cannot be lowered: " + done.output().strip(),
          "install util-linux, or rehearse it as the user that HAProxy runs as");
    }
  }
}
