package org.haproxydoctor.model.check;

import java.time.Duration;
import java.util.Optional;

/// When a check runs and how long it waits (configuration manual, `inter`, `timeout check`).
///
/// @param checkTimeout `timeout check`
/// @param connectTimeout `timeout connect`; bounds a check's connect only together with `timeout
///   check`
public record CheckTiming(
    Duration inter,
    Duration fastInter,
    Duration downInter,
    int rise,
    int fall,
    Optional<Duration> checkTimeout,
    Optional<Duration> connectTimeout) {

  /// HAProxy's defaults: every 2 s, 2 successes, 3 failures.
  public static CheckTiming defaults() {
    Duration inter = Duration.ofSeconds(2);
    return new CheckTiming(inter, inter, inter, 2, 3, Optional.empty(), Optional.empty());
  }

  /// @return how long HAProxy waits for the connection: with `timeout check` the smaller of `inter`
  ///   and `timeout connect`, else `inter`
  public Duration connectLimit() {
    if (checkTimeout.isEmpty()) {
      return inter;
    }
    return connectTimeout.filter(c -> c.compareTo(inter) < 0).orElse(inter);
  }

  /// @return how long to wait for a connection that HAProxy did not get: one check timeout, or less
  ///   when the check itself waits less
  public Duration briefConnect() {
    return connectLimit().compareTo(answerLimit()) < 0 ? connectLimit() : answerLimit();
  }

  /// @return how long HAProxy waits for the answer once connected; without `timeout check` the
  ///   whole check, connect included, must end within `inter`
  public Duration answerLimit() {
    return checkTimeout.orElse(inter);
  }
}
