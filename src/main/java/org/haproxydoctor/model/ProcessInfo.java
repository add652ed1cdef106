package org.haproxydoctor.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// `show info`: the HAProxy process behind the socket.
///
/// @param version `Version`, empty when not told (stats page)
/// @param stopping an old worker that drains after a reload
/// @param fields every line as `Name` to value, unknown ones included
public record ProcessInfo(
    String version,
    OptionalLong pid,
    Optional<Duration> uptime,
    boolean stopping,
    Map<String, String> fields) {

  public ProcessInfo {
    fields = Map.copyOf(fields);
  }

  /// @return `HAProxy 2.6.12`, or only `HAProxy` when the version was not told
  public String name() {
    return version.isEmpty() ? "HAProxy" : "HAProxy " + version;
  }
}
