package org.haproxydoctor.config;

import java.time.Duration;
import java.util.Optional;

/// HAProxy's way to write a time: an integer and a unit, milliseconds when there is none
/// (configuration manual, section 2.5).
final class Times {
  private Times() {}

  /// @return empty when it is not a time, or longer than HAProxy's limit of about 24 days
  static Optional<Duration> parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 15) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, digits));
    return unit(text.substring(digits))
        .filter(u -> number <= Integer.MAX_VALUE * 1_000_000L / u.toNanos())
        .map(u -> u.multipliedBy(number));
  }

  private static Optional<Duration> unit(String unit) {
    return switch (unit) {
      case "us" -> Optional.of(Duration.ofNanos(1000));
      case "", "ms" -> Optional.of(Duration.ofMillis(1));
      case "s" -> Optional.of(Duration.ofSeconds(1));
      case "m" -> Optional.of(Duration.ofMinutes(1));
      case "h" -> Optional.of(Duration.ofHours(1));
      case "d" -> Optional.of(Duration.ofDays(1));
      default -> Optional.empty();
    };
  }
}
