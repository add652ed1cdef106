package org.haproxydoctor.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.config.ConfigReader;
import org.haproxydoctor.config.ConfigUnreadableException;
import org.haproxydoctor.config.RunningConfig;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;

/// Reads haproxy.cfg: the files the user names, else those of the running process, else the usual
/// one.
final class ConfigurationLook {
  private final LookOptions options;

  ConfigurationLook(LookOptions options) {
    this.options = options;
  }

  /// @param process the HAProxy that answers, to pick the right one of several on this host
  Observed<Configuration> read(Optional<ProcessInfo> process, Optional<HostFacts> host) {
    Optional<String> version = process.map(ProcessInfo::version).filter(v -> !v.isEmpty());
    Optional<Instant> start = OwnProcess.startedBy(process, host);
    return named(process, host, version)
        .map(c -> start.map(at -> c.withChanged(writtenAfter(at, c.files()))).orElse(c));
  }

  private Observed<Configuration> named(
      Optional<ProcessInfo> process, Optional<HostFacts> host, Optional<String> version) {
    if (!options.configs().isEmpty()) {
      Map<String, String> environment =
          OwnProcess.of(process, host)
              .map(p -> RunningConfig.environment(p.pid(), options.environment()))
              .orElse(options.environment());
      return read(options.configs(), environment, version);
    }
    return read(chosen(process, host), version);
  }

  /// @return the files of the HAProxy that answers, of several on this host
  RunningConfig chosen(Optional<ProcessInfo> process, Optional<HostFacts> host) {
    List<RunningConfig> running = running(host);
    return running.stream()
        .filter(r -> process.map(p -> isOf(r, p)).orElseGet(() -> declaresNamedSocket(r)))
        .findFirst()
        .orElse(running.getFirst());
  }

  /// Of several, the one whose socket the user names is meant, even when that socket is shut.
  private boolean declaresNamedSocket(RunningConfig config) {
    return sockets(read(config, Optional.empty())).stream()
        .anyMatch(declared -> options.sockets().stream().anyMatch(s -> s.endsWith(declared)));
  }

  private static Observed<Configuration> read(RunningConfig running, Optional<String> version) {
    return running.files().stream()
        .filter(file -> !file.isAbsolute())
        .findFirst()
        .map(file ->
            Observed.<Configuration>unseen(
                "HAProxy was started with the relative name "
                    + file
                    + ", and its directory is not told; name the file with --config, or run as"
                    + " root"))
        .orElseGet(() -> readFiles(running.files(), running.environment(), version));
  }

  private static List<String> writtenAfter(Instant start, List<String> files) {
    List<String> written = new ArrayList<>();
    for (String file : files) {
      try {
        if (Files.getLastModifiedTime(Path.of(file)).toInstant().isAfter(start)) {
          written.add(file);
        }
      } catch (IOException | InvalidPathException e) {
        // It has just been read, and is gone by now.
        written.add(file);
      }
    }
    return written;
  }

  /// @return the `stats socket` addresses of every running HAProxy; none when nothing can be read
  List<String> sockets(Optional<HostFacts> host) {
    if (!options.configs().isEmpty()) {
      return sockets(read(options.configs(), options.environment(), Optional.empty()));
    }
    List<String> all = new ArrayList<>();
    for (RunningConfig one : running(host)) {
      all.addAll(sockets(read(one, Optional.empty())));
    }
    return all;
  }

  private static List<String> sockets(Observed<Configuration> seen) {
    return seen.value().map(Configuration::statsSockets).orElse(List.of());
  }

  private List<RunningConfig> running(Optional<HostFacts> host) {
    List<HaproxyProcess> processes = host.map(HostFacts::haproxyProcesses).orElse(List.of());
    return RunningConfig.of(processes, options.environment());
  }

  private static boolean isOf(RunningConfig config, ProcessInfo process) {
    return process.pid().isPresent() && config.pids().contains(process.pid().getAsLong());
  }

  private static Observed<Configuration> read(
      List<String> names, Map<String, String> environment, Optional<String> version) {
    try {
      return readFiles(names.stream().map(Path::of).toList(), environment, version);
    } catch (InvalidPathException e) {
      return Observed.unseen(e.getInput() + " is no path");
    }
  }

  private static Observed<Configuration> readFiles(
      List<Path> files, Map<String, String> environment, Optional<String> version) {
    try {
      return Observed.seen(ConfigReader.read(files, environment, version));
    } catch (ConfigUnreadableException e) {
      return Observed.unseen(e.getMessage() + "; " + e.hint());
    }
  }
}
