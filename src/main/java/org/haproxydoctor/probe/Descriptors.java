package org.haproxydoctor.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many connections this process may hold: beyond its limit of open files every connect fails,
/// and a healthy server would look broken.
final class Descriptors {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +(\\d+) ");

  /// What the program itself keeps open: its libraries, the runtime's own files, HAProxy's socket.
  private static final int RESERVED = 100;

  private Descriptors() {}

  /// @return how many of the wanted connections there is room for, at least 8
  static int room(int wanted) {
    return limit().map(limit -> room(wanted, limit)).orElse(wanted);
  }

  static int room(int wanted, int limit) {
    return Math.clamp(limit - RESERVED, Math.min(8, wanted), wanted);
  }

  /// @return empty when it cannot be read, or is unlimited
  private static Optional<Integer> limit() {
    try {
      Matcher matcher = OPEN_FILES.matcher(Files.readString(LIMITS));
      return matcher.find() && matcher.group(1).length() < 10
          ? Optional.of(Integer.parseInt(matcher.group(1)))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
