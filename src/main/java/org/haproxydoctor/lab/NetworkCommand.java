package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.CannotLookException;

/// A change of a drill's own network: a line for `ip(8)` or `nft(8)`, or `sysctl name = value`.
/// Words are parted by blanks, and no shell is involved.
record NetworkCommand(String line) {
  private static final Set<String> PROGRAMS = Set.of("ip", "nft", "sysctl");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  NetworkCommand {
    if (!PROGRAMS.contains(program(line))) {
      throw new CannotLookException(
          "'" + line + "' begins with none of " + PROGRAMS, "correct the scenario");
    }
  }

  private static String program(String line) {
    return line.strip().split("\\s+", 2)[0];
  }

  String program() {
    return program(line);
  }

  /// @throws CannotLookException when this host cannot do it: the drill is not to be had here
  void run() throws IOException {
    if (program().equals("sysctl")) {
      sysctl();
      return;
    }
    Finished done =
        Finished.run(PATIENCE, List.of(line.strip().split("\\s+")).toArray(String[]::new));
    if (done.status() != 0) {
      throw refused(done.output());
    }
  }

  private void sysctl() {
    String[] parts = line.strip().substring("sysctl".length()).split("=", 2);
    Path file = Path.of("/proc/sys", parts[0].strip().split("\\."));
    try {
      Files.writeString(file, parts.length < 2 ? "" : parts[1].strip());
    } catch (IOException e) {
      throw refused(e.toString());
    }
  }

  private CannotLookException refused(String words) {
    return new CannotLookException(
        "`" + line.strip() + "` is not possible here: " + words.strip(),
        "rehearse it as root, on a host whose kernel has what it takes");
  }
}
