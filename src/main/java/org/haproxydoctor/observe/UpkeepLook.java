package org.haproxydoctor.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.config.ConfigUnreadableException;
import org.haproxydoctor.config.FileChecker;
import org.haproxydoctor.config.RunningConfig;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;

/// Looks at what matters at HAProxy's next reload: would its own program take the files, and were
/// they changed since it started?
final class UpkeepLook {
  private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin");

  /// A file that HAProxy has read whole needs no second judgement; a small one takes no time.
  private static final long SMALL = 256 * 1024;

  private final LookOptions options;
  private final ConfigurationLook files;

  UpkeepLook(LookOptions options, ConfigurationLook files) {
    this.options = options;
    this.files = files;
  }

  Upkeep read(Collector looks, HaproxyLook haproxy, Deadline whole) {
    Optional<ProcessInfo> process = looks.process().value();
    Optional<HostFacts> host = looks.host().value();
    Observed<Configuration> configuration = looks.configuration();
    List<String> read = configuration.value().map(Configuration::files).orElse(List.of());
    Observed<CliLevel> level = haproxy.cliLevel(whole.within(options.timeout()));
    // Waiting for a socket that hangs takes nothing from the time for what can be had without it.
    Deadline alone = whole.within(options.timeout());
    return new Upkeep(
        level,
        fileCheck(process, looks.trouble().isPresent(), configuration, host, alone),
        touched(process, host, read),
        DefectsReader.read());
  }

  /// @param process the HAProxy that answers; empty when none does, or it does not tell
  /// @param trouble whether HAProxy could not be asked
  Observed<FileCheck> fileCheck(
      Optional<ProcessInfo> process,
      boolean trouble,
      Observed<Configuration> configuration,
      Optional<HostFacts> host,
      Deadline deadline) {
    if (configuration.value().isEmpty()) {
      return Observed.unseen(configuration.reason().orElse(""));
    }
    Optional<HaproxyProcess> own = OwnProcess.of(process, host);
    if (own.isEmpty() && !trouble) {
      return Observed.unseen(
          "HAProxy's process is not one of this host's that could be told apart: `haproxy -c` would"
              + " judge with another program");
    }
    if (own.filter(HaproxyProcess::elsewhere).isPresent()) {
      return Observed.unseen("HAProxy runs in a container: run `haproxy -c` in there");
    }
    List<String> read = configuration.value().get().files();
    if (own.isPresent() && touched(process, host, read).isEmpty() && !isSmall(read)) {
      return Observed.unseen(
          "`haproxy -c` was not run on files this large that have not changed since the start");
    }
    try {
      RunningConfig running = files.chosen(process, host);
      Path program = program(own, process, deadline);
      return Observed.seen(
          FileChecker.check(
              new FileChecker.Run(
                  program,
                  options.configs().isEmpty()
                      ? running.files()
                      : options.configs().stream().map(Path::of).toList(),
                  own.flatMap(HaproxyProcess::localPeer)
                      .map(peer -> List.of("-L", peer))
                      .orElse(List.of()),
                  own.isPresent() ? running.environment() : options.environment(),
                  own.flatMap(UpkeepLook::directory)),
              deadline));
    } catch (ConfigUnreadableException e) {
      return Observed.unseen(e.getMessage() + "; " + e.hint());
    } catch (InvalidPathException e) {
      return Observed.unseen(e.getInput() + " is no path");
    }
  }

  /// @return those of the files that were written, or put in place, after the start
  List<String> touched(
      Optional<ProcessInfo> process, Optional<HostFacts> host, List<String> configured) {
    Optional<Instant> start = OwnProcess.startedBy(process, host);
    List<String> touched = new ArrayList<>();
    for (String file : start.isPresent() ? configured : List.<String>of()) {
      if (changedAt(file).isAfter(start.get())) {
        touched.add(file);
      }
    }
    return touched;
  }

  /// A file that was moved into place keeps its own time, but not that of its inode.
  private static Instant changedAt(String file) {
    try {
      Map<String, Object> times = Files.readAttributes(Path.of(file), "unix:ctime");
      return times.get("ctime") instanceof FileTime time ? time.toInstant() : Instant.MIN;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Instant.MIN;
    }
  }

  private static boolean isSmall(List<String> read) {
    long size = 0;
    for (String file : read) {
      try {
        size += Files.size(Path.of(file));
      } catch (IOException | InvalidPathException e) {
        return true;
      }
    }
    return size <= SMALL;
  }

  /// The program at the place the process was started from: after an upgrade that is the one the
  /// next reload starts.
  private Path program(
      Optional<HaproxyProcess> own, Optional<ProcessInfo> process, Deadline deadline)
      throws ConfigUnreadableException {
    Optional<Path> running =
        own.flatMap(p -> link(p.pid(), "exe"))
            .map(p -> Path.of(p.toString().replaceFirst(" \\(deleted\\)$", "")))
            .filter(Files::isExecutable);
    if (running.isPresent()) {
      return running.get();
    }
    Path found =
        Stream.concat(
                Stream.of(options.environment().getOrDefault("PATH", "").split(":", -1)),
                USUAL.stream())
            .filter(folder -> folder.startsWith("/"))
            .map(folder -> Path.of(folder, "haproxy"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new ConfigUnreadableException(
                    "no program haproxy was found to judge the files with", "run as root"));
    Optional<HaproxyVersion> wanted =
        process.map(ProcessInfo::version).flatMap(HaproxyVersion::parse);
    if (wanted.isPresent() && !wanted.get().equals(FileChecker.version(found, deadline))) {
      throw new ConfigUnreadableException(
          found + " is another version than the HAProxy that runs", "run as root");
    }
    return found;
  }

  /// One that has locked itself up has left the place it was started in.
  private static Optional<Path> directory(HaproxyProcess process) {
    return link(process.pid(), "root")
        .filter(Path.of("/")::equals)
        .flatMap(_ -> link(process.pid(), "cwd"));
  }

  private static Optional<Path> link(long pid, String name) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), name)));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
