package org.haproxydoctor.runtimeapi;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads HAProxy's decimal numbers; what is no natural number in range is no number at all.
///
/// That covers -1 for "never", and -1 printed as an unsigned 64-bit number, which 2.6 does in
/// `check_duration`.
final class Numbers {
  private static final int MOST_DIGITS = 18;

  /// About 300 years: `Duration` in nanoseconds still fits a `long`.
  private static final long LONGEST_SECONDS = 9_000_000_000L;

  private Numbers() {}

  static OptionalLong natural(String text) {
    int length = text.length();
    if (length == 0 || length > MOST_DIGITS) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      value = value * 10 + digit;
    }
    return OptionalLong.of(value);
  }

  /// @return the 64 bits of an unsigned number; empty for anything else, and for the largest of
  ///   all, which is how old versions print -1
  static OptionalLong unsigned(String text) {
    OptionalLong usual = natural(text);
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (usual.isPresent() || !digits) {
      return usual;
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text)).stream()
          .filter(v -> v != -1)
          .findFirst();
    } catch (NumberFormatException tooLong) {
      return OptionalLong.empty();
    }
  }

  static OptionalInt small(String text) {
    OptionalLong value = natural(text);
    return value.isPresent() && value.getAsLong() <= Integer.MAX_VALUE
        ? OptionalInt.of((int) value.getAsLong())
        : OptionalInt.empty();
  }

  static Optional<Duration> seconds(String text) {
    OptionalLong value = natural(text);
    return value.isPresent() && value.getAsLong() <= LONGEST_SECONDS
        ? Optional.of(Duration.ofSeconds(value.getAsLong()))
        : Optional.empty();
  }

  static Optional<Duration> millis(String text) {
    OptionalLong value = natural(text);
    return value.isPresent() && value.getAsLong() / 1000 <= LONGEST_SECONDS
        ? Optional.of(Duration.ofMillis(value.getAsLong()))
        : Optional.empty();
  }
}
