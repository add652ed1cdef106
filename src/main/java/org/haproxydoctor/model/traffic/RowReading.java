package org.haproxydoctor.model.traffic;

import java.util.Arrays;
import java.util.OptionalLong;

/// The counters and gauges of one row at one moment.
///
/// Thousands of rows are kept, so they lie in plain arrays.
public final class RowReading {
  /// Stands for a column that is empty, absent in this version, or "never" (-1, which old versions
  /// print as the largest number of 64 bits).
  public static final long NONE = -1;

  private static final double NEAR = 0.75;

  private final RowKey key;
  private final String identity;
  private final long[] counters;
  private final long[] gauges;

  /// @param identity HAProxy's own numbers for the object: another one of the same name, such as a
  ///   server that was deleted and added again, has others
  /// @param counters in the order of [Counter], [#NONE] where nothing is told; unsigned
  /// @param gauges by ordinal of [Gauge], likewise
  public RowReading(RowKey key, String identity, long[] counters, long[] gauges) {
    this.key = key;
    this.identity = identity;
    this.counters = Arrays.copyOf(counters, Counter.values().length);
    this.gauges = Arrays.copyOf(gauges, Gauge.values().length);
  }

  public RowKey key() {
    return key;
  }

  /// @return since the process started, or the counters were cleared
  public OptionalLong total(Counter counter) {
    return known(counters[counter.position()]);
  }

  public OptionalLong now(Gauge gauge) {
    return known(gauges[gauge.position()]);
  }

  /// A frontend that is held back lets in its limit on average: in one second more, in the next
  /// fewer, and HAProxy rounds the rate down.
  ///
  /// @return whether it may be held back by its `rate-limit sessions` at this moment
  public boolean nearsRateLimit() {
    long limit = now(Gauge.RATE_LIMIT).orElse(0);
    long rate = now(Gauge.RATE).orElse(0);
    return limit > 0
        && now(Gauge.HIGHEST_RATE).orElse(limit) >= limit
        && rate > 0
        && rate + 1 >= limit * NEAR;
  }

  boolean isSameObjectAs(RowReading other) {
    return identity.equals(other.identity);
  }

  /// @return whether some counter is lower than it was: they were cleared in between
  boolean hasFallenSince(RowReading earlier) {
    for (int i = 0; i < counters.length; i++) {
      boolean told = counters[i] != NONE && earlier.counters[i] != NONE;
      if (told && Long.compareUnsigned(counters[i], earlier.counters[i]) < 0) {
        return true;
      }
    }
    return false;
  }

  private static OptionalLong known(long value) {
    return value == NONE ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
