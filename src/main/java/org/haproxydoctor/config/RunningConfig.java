package org.haproxydoctor.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.model.HaproxyProcess;

/// The configuration files of a running HAProxy.
///
/// @param pids the processes started with these files, such as a master and its worker
/// @param files files and directories in the order of the `-f` options, absolute where possible
/// @param environment the process's own environment; this program's when it may not be read
public record RunningConfig(List<Long> pids, List<Path> files, Map<String, String> environment) {
  /// Where packages put the configuration.
  public static final Path USUAL = Path.of("/etc/haproxy/haproxy.cfg");

  private static final int MAX_ENVIRONMENT = 1024 * 1024;

  public RunningConfig {
    pids = List.copyOf(pids);
    files = List.copyOf(files);
    environment = Map.copyOf(environment);
  }

  /// @param own this program's environment, which stands in for one that may not be read
  /// @return one for each different set of files, the longest-running process first; never empty:
  ///   without any process it is the usual file
  public static List<RunningConfig> of(List<HaproxyProcess> processes, Map<String, String> own) {
    Map<List<Path>, List<HaproxyProcess>> byFiles = new LinkedHashMap<>();
    processes.stream()
        .sorted((a, b) -> Long.compare(a.pid(), b.pid()))
        .forEach(p -> {
          if (!p.files().isEmpty()) {
            byFiles.computeIfAbsent(p.files(), _ -> new ArrayList<>()).add(p);
          }
        });
    if (byFiles.isEmpty()) {
      return List.of(new RunningConfig(List.of(), List.of(USUAL), own));
    }
    return byFiles.entrySet().stream().map(e -> of(e.getKey(), e.getValue(), own)).toList();
  }

  private static RunningConfig of(
      List<Path> files, List<HaproxyProcess> processes, Map<String, String> own) {
    HaproxyProcess first = processes.getFirst();
    Map<String, String> environment = new HashMap<>(environment(first.pid(), own));
    first.localPeer().ifPresent(n -> environment.put(OwnVariables.LOCAL_PEER, n));
    return new RunningConfig(
        processes.stream().map(HaproxyProcess::pid).toList(), files, environment);
  }

  /// @param own what stands in for an environment that may not be read
  /// @return the variables the process was started with
  public static Map<String, String> environment(long pid, Map<String, String> own) {
    Path file = Path.of("/proc", Long.toString(pid), "environ");
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_ENVIRONMENT), StandardCharsets.UTF_8);
      Map<String, String> variables = new HashMap<>();
      for (String entry : text.split("\0", -1)) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
      }
      return variables;
    } catch (IOException | SecurityException e) {
      return own;
    }
  }
}
