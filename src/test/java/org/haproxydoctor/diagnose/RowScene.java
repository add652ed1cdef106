package org.haproxydoctor.diagnose;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.RowKey;
import org.haproxydoctor.model.traffic.RowReading;

/// One row of `show stat`, read twice: `serverRow("app/w1").moved(Counter.ANSWERS_5XX, 30)`.
/// Everything else counts 0 both times.
public final class RowScene {
  private static final long EARLIER = 1000;

  private final RowKey key;
  private final Map<Counter, List<Long>> counters = new EnumMap<>(Counter.class);
  private final Map<Gauge, List<Long>> gauges = new EnumMap<>(Gauge.class);

  private RowScene(RowKey key) {
    this.key = key;
  }

  public static RowScene serverRow(String name) {
    return new RowScene(RowKey.server(ServerRef.parse(name).orElseThrow()));
  }

  public static RowScene backendRow(String name) {
    return new RowScene(RowKey.backend(name));
  }

  public static RowScene frontendRow(String name) {
    return new RowScene(RowKey.frontend(name));
  }

  public RowScene moved(Counter counter, long by) {
    counters.put(counter, List.of(EARLIER, EARLIER + by));
    return this;
  }

  public RowScene stands(Counter counter, long at) {
    counters.put(counter, List.of(at, at));
    return this;
  }

  public RowScene is(Gauge gauge, long both) {
    return is(gauge, both, both);
  }

  public RowScene is(Gauge gauge, long first, long second) {
    gauges.put(gauge, List.of(first, second));
    return this;
  }

  RowReading first() {
    return reading(0);
  }

  RowReading second() {
    return reading(1);
  }

  private RowReading reading(int which) {
    return new RowReading(
        key,
        "1/1/",
        Arrays.stream(Counter.values())
            .mapToLong(c -> counters.getOrDefault(c, List.of(0L, 0L)).get(which))
            .toArray(),
        Arrays.stream(Gauge.values())
            .mapToLong(
                g -> gauges.getOrDefault(g, List.of(RowReading.NONE, RowReading.NONE)).get(which))
            .toArray());
  }
}
