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

  /// @param field as `show info` names it: `CurrConns`, `Maxconn`, `Hard_maxconn`, `Maxsock`,
  ///   `Ulimit-n`, `Idle_pct`, `SessRate`, `DroppedLogs` …
  /// @return empty when this version has no such line, or says anything but a natural number
  public OptionalLong number(String field) {
    String text = fields.getOrDefault(field, "");
    boolean natural = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      return natural ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    } catch (NumberFormatException tooLong) {
      return OptionalLong.empty();
    }
  }

  /// @return open connections of clients, `CurrConns`
  public OptionalLong connections() {
    return number("CurrConns");
  }

  /// @return the most it accepts, the global `maxconn` or what it made of the file limit
  public OptionalLong maxConnections() {
    return number("Maxconn");
  }

  /// @return `HAProxy 2.6.12`, or only `HAProxy` when the version was not told
  public String name() {
    return version.isEmpty() ? "HAProxy" : "HAProxy " + version;
  }
}
