package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.CannotLookException;

/// A socket file whose rights let nobody in, and the command that gives up root's right to ignore
/// them.
///
/// @param without runs its arguments without that right; empty for an ordinary user
record Lockout(List<String> without) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String RIGHTS = "-dac_override,-dac_read_search";

  static Lockout none() {
    return new Lockout(List.of());
  }

  /// @throws CannotLookException when this user cannot be kept out
  static Lockout from(Path socket) throws IOException {
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
    List<Lockout> ways =
        List.of(
            none(),
            new Lockout(List.of("setpriv", "--bounding-set=" + RIGHTS, "--inh-caps=" + RIGHTS)));
    for (Lockout way : ways) {
      if (way.keepsOut(socket)) {
        return way;
      }
    }
    throw new CannotLookException(
        "this user may open every file, and there is no setpriv to give that right up",
        "rehearse it as an ordinary user, or install util-linux");
  }

  List<String> around(List<String> command) {
    List<String> whole = new ArrayList<>(without);
    whole.addAll(command);
    return whole;
  }

  private boolean keepsOut(Path socket) {
    List<String> question = List.of("sh", "-c", "test ! -w \"$1\"", "sh", socket.toString());
    try {
      return Finished.run(PATIENCE, around(question).toArray(String[]::new)).status() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
