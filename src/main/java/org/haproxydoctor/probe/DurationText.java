package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.Locale;

/// Durations for sentences: `150 ms`, `3.2 s`, `2 s`.
final class DurationText {
  private static final int MILLIS_OF_SECOND = 1_000;

  private DurationText() {}

  static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < MILLIS_OF_SECOND) {
      return millis + " ms";
    }
    long tenths = (millis + 50) / 100;
    return tenths % 10 == 0
        ? tenths / 10 + " s"
        : String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
  }
}
