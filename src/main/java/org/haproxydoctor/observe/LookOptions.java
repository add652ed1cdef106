package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where to look, as far as the user said so.
///
/// @param sockets Runtime API addresses, tried in order; empty means search
/// @param configs haproxy.cfg files and directories; empty means search
/// @param log a file, or `journal`
/// @param timeout for one look
/// @param interval between two readings of the counters; empty leaves it to what they say
/// @param environment of the process
/// @param vary whether a failing check is also tried with single changes
public record LookOptions(
    List<String> sockets,
    List<String> configs,
    Optional<String> log,
    Duration timeout,
    Optional<Duration> interval,
    Map<String, String> environment,
    boolean vary) {
  /// Options that leave the interval open.
  public LookOptions(
      List<String> sockets,
      List<String> configs,
      Optional<String> log,
      Duration timeout,
      Map<String, String> environment) {
    this(sockets, configs, log, timeout, Optional.empty(), environment, true);
  }

  public LookOptions {
    sockets = List.copyOf(sockets);
    configs = List.copyOf(configs);
    environment = Map.copyOf(environment);
  }
}
