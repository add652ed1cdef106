package org.haproxydoctor.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Durations as HAProxy writes them: a whole number with an optional unit (configuration manual
/// 2.5, "Time format"; `parse_time_err` in `src/tools.c`).
public final class HaproxyDuration {
  private HaproxyDuration() {}

  /// What a number without unit means; HAProxy's timeouts are in milliseconds.
  public enum Unit {
    MILLISECONDS(ChronoUnit.MILLIS),
    SECONDS(ChronoUnit.SECONDS);

    private final ChronoUnit unit;

    Unit(ChronoUnit unit) {
      this.unit = unit;
    }
  }

  /// @return empty when the text is not a duration, or one of more than about 290 years
  public static Optional<Duration> parse(String text, Unit unitless) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 18) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, digits));
    Optional<ChronoUnit> unit =
        switch (text.substring(digits)) {
          case "" -> Optional.of(unitless.unit);
          case "us" -> Optional.of(ChronoUnit.MICROS);
          case "ms" -> Optional.of(ChronoUnit.MILLIS);
          case "s" -> Optional.of(ChronoUnit.SECONDS);
          case "m" -> Optional.of(ChronoUnit.MINUTES);
          case "h" -> Optional.of(ChronoUnit.HOURS);
          case "d" -> Optional.of(ChronoUnit.DAYS);
          default -> Optional.empty();
        };
    return unit.flatMap(u -> times(u, number));
  }

  private static Optional<Duration> times(ChronoUnit unit, long number) {
    try {
      Duration duration = unit.getDuration().multipliedBy(number);
      return Optional.of(Duration.ofNanos(duration.toNanos()));
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }

  /// @return as HAProxy writes it, in the largest unit that leaves no remainder: `500ms`, `5s`,
  ///   `2m`
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis >= 60_000 && millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis >= 1000 && millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /// @return `340 ms`, `2.5 s`, `3 min`, `2 h`, `5 d`: rounded for people, at most two significant
  ///   parts
  public static String forPeople(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis == 0 ? "0 s" : millis + " ms";
    }
    if (millis < 60_000) {
      long tenths = (millis + 50) / 100;
      return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
    long minutes = duration.toMinutes();
    if (minutes < 60) {
      return minutes + " min" + rest(duration.toSecondsPart(), " s");
    }
    long hours = duration.toHours();
    if (hours < 24) {
      return hours + " h" + rest(duration.toMinutesPart(), " min");
    }
    return duration.toDays() + " d" + rest(duration.toHoursPart(), " h");
  }

  private static String rest(int number, String unit) {
    return number == 0 ? "" : " " + number + unit;
  }
}
