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
  private static final Duration PAUSE = Duration.ofMillis(20);

  /// So many looks in a row that find nothing given back.
  private static final int CALM = 15;

  private OpenFileLimit() {}

  /// A health check or a question on the socket may be under way and hold one for a moment: what it
  /// gives back is taken as well.
  ///
  /// @param spare how many it may still open
  /// @throws CannotLookException when this host offers no way to
  static void lower(long pid, int spare) throws IOException, InterruptedException {
    long limit = Long.MAX_VALUE;
    for (int calm = 0; calm < CALM; calm++) {
      long open = open(pid);
      if (open + spare < limit) {
        limit = open + spare;
        set(pid, limit);
        calm = 0;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static long open(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.count();
    }
  }

  private static void set(long pid, long limit) throws IOException {
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
