package org.haproxydoctor.model.traffic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.ServerRef;

/// What moved through one HAProxy process between two readings of its counters.
///
/// @param interval between the readings; zero when one reading told that a second has nothing to
///   add
/// @param first `show info` before; empty when not told
/// @param last `show info` after
/// @param rows those of proxies with something to tell
public record Traffic(
    Duration interval,
    Optional<ProcessInfo> first,
    Optional<ProcessInfo> last,
    Map<RowKey, Movement> rows) {

  public Traffic {
    rows = Map.copyOf(rows);
  }

  /// Nothing was to be seen.
  public static Traffic none() {
    return new Traffic(Duration.ZERO, Optional.empty(), Optional.empty(), Map.of());
  }

  /// @param after read `interval` after `before`, from the same process
  public static Traffic between(
      Collection<RowReading> before, Collection<RowReading> after, Duration interval) {
    Map<RowKey, RowReading> earlier = new HashMap<>();
    before.forEach(r -> earlier.put(r.key(), r));
    Map<RowKey, Movement> rows = new HashMap<>();
    for (RowReading now : after) {
      RowReading then = earlier.get(now.key());
      rows.put(now.key(), then == null ? Movement.readOnce(now) : Movement.between(then, now));
    }
    return new Traffic(interval, Optional.empty(), Optional.empty(), rows);
  }

  public static Traffic readOnce(Collection<RowReading> readings) {
    Map<RowKey, Movement> rows = new HashMap<>();
    readings.forEach(r -> rows.put(r.key(), Movement.readOnce(r)));
    return new Traffic(Duration.ZERO, Optional.empty(), Optional.empty(), rows);
  }

  public Traffic of(Optional<ProcessInfo> before, Optional<ProcessInfo> after) {
    return new Traffic(interval, before, after, rows);
  }

  /// @return whether the counters were cleared in between; slow ones show it where fast ones have
  ///   already overtaken themselves, so one such row speaks for all
  public boolean wasCleared() {
    return rows.values().stream().anyMatch(Movement::cleared);
  }

  public Optional<Movement> frontend(String name) {
    return Optional.ofNullable(rows.get(RowKey.frontend(name)));
  }

  public Optional<Movement> backend(String name) {
    return Optional.ofNullable(rows.get(RowKey.backend(name)));
  }

  public Optional<Movement> server(ServerRef ref) {
    return Optional.ofNullable(rows.get(RowKey.server(ref)));
  }

  /// @return the frontends' rows, by name
  public List<Movement> frontends() {
    return rows.values().stream()
        .filter(m -> m.key().kind() == RowKey.Kind.FRONTEND)
        .sorted((a, b) -> a.key().proxy().compareTo(b.key().proxy()))
        .toList();
  }
}
