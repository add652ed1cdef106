package org.haproxydoctor.config;

import java.time.Duration;
import java.util.Optional;
import org.haproxydoctor.model.HaproxyDuration;

/// Times in haproxy.cfg: milliseconds when there is no unit, and no more of them than fit an `int`
/// (configuration manual, section 2.5).
final class Times {
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private Times() {}

  /// @return empty when it is not a time, or longer than HAProxy's limit of about 24 days
  static Optional<Duration> parse(String text) {
    return HaproxyDuration.parse(text, HaproxyDuration.Unit.MILLISECONDS)
        .filter(d -> d.compareTo(LONGEST) <= 0);
  }
}
