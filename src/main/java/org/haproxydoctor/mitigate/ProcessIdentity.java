package org.haproxydoctor.mitigate;

import java.time.Duration;
import java.time.Instant;
import org.haproxydoctor.model.ProcessInfo;

/// Which HAProxy process was changed: after a restart or reload the change is gone.
///
/// @param started to some seconds, from `Uptime_sec` of `show info`
public record ProcessIdentity(long pid, Instant started, String version) {
  /// `Uptime_sec` is a whole number, and clocks are set.
  private static final Duration SLACK = Duration.ofSeconds(5);

  /// @param now when `show info` was answered
  public static ProcessIdentity of(ProcessInfo process, Instant now) {
    return new ProcessIdentity(
        process.pid().orElse(0),
        now.minus(process.uptime().orElse(Duration.ZERO)),
        process.version());
  }

  public boolean isSame(ProcessIdentity other) {
    return pid == other.pid && Duration.between(started, other.started).abs().compareTo(SLACK) <= 0;
  }
}
