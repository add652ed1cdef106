package org.haproxydoctor.model.traffic;

import java.util.Map;
import java.util.stream.Stream;

/// Writes readings down for tests; what is not given is not told.
public final class Readings {
  private Readings() {}

  public static RowReading of(
      RowKey key, String identity, Map<Counter, Long> counters, Map<Gauge, Long> gauges) {
    return new RowReading(
        key,
        identity,
        Stream.of(Counter.values())
            .mapToLong(c -> counters.getOrDefault(c, RowReading.NONE))
            .toArray(),
        Stream.of(Gauge.values())
            .mapToLong(g -> gauges.getOrDefault(g, RowReading.NONE))
            .toArray());
  }
}
