package org.haproxydoctor.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.model.HaproxyVersion;

/// Has HAProxy's own program judge configuration files: `haproxy -c` opens no port and changes
/// nothing.
public final class FileChecker {
  private static final int MOST_OUTPUT = 1 << 16;
  private static final int MOST_COMPLAINTS = 20;
  private static final int SIGNALLED = 128;

  /// 2.3 and older put the day and the time behind the word.
  private static final Pattern ALERT =
      Pattern.compile("\\[ALERT\\][^(]*\\(\\d+\\) : (?:config : )?(.*)");

  private static final Pattern PLACE = Pattern.compile("parsing \\[(.+?):(\\d+)\\] ?: ?(.*)");

  /// What it says at the end, whatever was wrong.
  private static final Pattern CLOSING =
      Pattern.compile("(?:Fatal errors|Error\\(s\\)) found in configuration.*");

  private static final Pattern OF_RIGHTS =
      Pattern.compile(
          "(?i).*(?:permission denied|unable to (?:stat|open|load|read|access)|can(?:no|')t"
              + " open).*");

  /// Variables by which HAProxy's processes and systemd tell each other who they are.
  private static final Pattern PRIVATE =
      Pattern.compile("HAPROXY_(?:MWORKER|PROCESSES).*|NOTIFY_SOCKET|LISTEN_.*");

  private FileChecker() {}

  /// The program and how it is started.
  ///
  /// @param program the very one that runs, or will at the next reload
  /// @param extra options that matter to the configuration, such as `-L NAME`
  /// @param environment of the running process
  /// @param directory that relative names start from; empty for this program's own
  public record Run(
      Path program,
      List<Path> files,
      List<String> extra,
      Map<String, String> environment,
      Optional<Path> directory) {
    public Run {
      files = List.copyOf(files);
      extra = List.copyOf(extra);
      environment = Map.copyOf(environment);
    }
  }

  /// @throws ConfigUnreadableException when there is no verdict: it cannot be run, does not end in
  ///   time, dies, or misses rights that the running process may have had
  public static FileCheck check(Run run, Deadline deadline) throws ConfigUnreadableException {
    List<String> command = new ArrayList<>(List.of(run.program().toString(), "-c"));
    command.addAll(run.extra());
    run.files().forEach(f -> command.addAll(List.of("-f", f.toString())));
    Ended ended = run(command, run.environment(), run.directory(), deadline);
    List<String> files = run.files().stream().map(Path::toString).toList();
    if (ended.status() == 0) {
      return new FileCheck(run.program().toString(), files, true, List.of());
    }
    String what = run.program() + " -c";
    if (ended.status() > SIGNALLED) {
      throw new ConfigUnreadableException(
          what + " died with signal " + (ended.status() - SIGNALLED), "look for a newer release");
    }
    List<ConfigLine> complaints = complaints(ended.output());
    if (!isRoot() && complaints.stream().anyMatch(c -> OF_RIGHTS.matcher(c.text()).matches())) {
      throw new ConfigUnreadableException(
          what + " was not allowed to read everything: " + complaints.getFirst().text(),
          "run as root");
    }
    if (complaints.isEmpty()) {
      throw new ConfigUnreadableException(
          what + " ended with status " + ended.status() + " and told no reason", "run it by hand");
    }
    return new FileCheck(run.program().toString(), files, false, complaints);
  }

  /// @return the version that `-v` tells
  /// @throws ConfigUnreadableException when it tells none
  public static HaproxyVersion version(Path program, Deadline deadline)
      throws ConfigUnreadableException {
    String said =
        run(List.of(program.toString(), "-v"), System.getenv(), Optional.empty(), deadline)
            .output();
    // 1.x and 2.0 write HA-Proxy.
    Matcher version = Pattern.compile("HA-?Proxy version (\\S+)").matcher(said);
    return Optional.of(version)
        .filter(Matcher::find)
        .flatMap(v -> HaproxyVersion.parse(v.group(1)))
        .orElseThrow(() ->
            new ConfigUnreadableException(program + " tells no version", "name HAProxy's own"));
  }

  private record Ended(int status, String output) {}

  private static Ended run(
      List<String> command,
      Map<String, String> environment,
      Optional<Path> directory,
      Deadline deadline)
      throws ConfigUnreadableException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    environment.forEach((name, value) -> {
      if (!PRIVATE.matcher(name).matches()) {
        builder.environment().put(name, value);
      }
    });
    directory.filter(Files::isDirectory).ifPresent(d -> builder.directory(d.toFile()));
    String what = command.get(0) + " " + command.get(1);
    try {
      Process process = builder.start();
      try (InputStream out = process.getInputStream()) {
        process.getOutputStream().close();
        Thread.ofVirtual().start(() -> endInTime(process, deadline));
        byte[] said = out.readNBytes(MOST_OUTPUT);
        out.transferTo(OutputStream.nullOutputStream());
        int status = process.waitFor();
        if (deadline.passed()) {
          throw new ConfigUnreadableException(
              what + " did not end in time", "give more with --timeout");
        }
        return new Ended(status, new String(said, StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new ConfigUnreadableException(
          deadline.passed()
              ? what + " did not end in time"
              : command.get(0) + " cannot be run: " + e.getMessage(),
          "run it by hand");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigUnreadableException(what + " was interrupted", "run it again");
    }
  }

  private static void endInTime(Process process, Deadline deadline) {
    try {
      if (!process.waitFor(deadline.left())) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  static List<ConfigLine> complaints(String output) {
    return output
        .lines()
        .flatMap(line -> {
          Matcher alert = ALERT.matcher(line);
          return alert.matches() ? Stream.of(alert.group(1).strip()) : Stream.empty();
        })
        .filter(text -> !CLOSING.matcher(text).matches())
        .limit(MOST_COMPLAINTS)
        .map(FileChecker::complaint)
        .toList();
  }

  private static ConfigLine complaint(String text) {
    Matcher place = PLACE.matcher(text);
    return place.matches() && place.group(2).length() < 9
        ? new ConfigLine(place.group(1), Integer.parseInt(place.group(2)), place.group(3))
        : new ConfigLine("", 0, text);
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
