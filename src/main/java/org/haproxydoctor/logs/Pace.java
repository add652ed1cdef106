package org.haproxydoctor.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.haproxydoctor.model.Trend;

/// How long answers took in the course of time, by backend.
final class Pace {
  private static final int SECONDS = 5;

  /// Of a longer time only this much is divided up: more would be another day's traffic.
  private static final int MOST_SLICES = 1000;

  private final Map<String, TreeMap<Long, Slice>> slices = new HashMap<>();

  private static final class Slice {
    long answers;
    long millis;
  }

  void add(TrafficLine line, Instant at) {
    if (line.answerMillis() < 0) {
      return;
    }
    TreeMap<Long, Slice> its = slices.computeIfAbsent(line.backend(), _ -> new TreeMap<>());
    long when = at.getEpochSecond() / SECONDS;
    if (its.size() >= MOST_SLICES && !its.containsKey(when)) {
      return;
    }
    Slice slice = its.computeIfAbsent(when, _ -> new Slice());
    slice.answers++;
    slice.millis += line.answerMillis();
  }

  /// @return of those backends whose answers are spread over some time
  Map<String, Trend> trends() {
    Map<String, Trend> trends = new HashMap<>();
    slices.forEach((backend, its) -> {
      if (its.size() > 1) {
        List<Slice> inOrder = new ArrayList<>(its.values());
        int quarter = Math.max(1, inOrder.size() / 4);
        Slice first = sum(inOrder.subList(0, quarter));
        Slice last = sum(inOrder.subList(inOrder.size() - quarter, inOrder.size()));
        trends.put(
            backend,
            new Trend(
                first.answers,
                first.millis / first.answers,
                last.answers,
                last.millis / last.answers));
      }
    });
    return trends;
  }

  private static Slice sum(Collection<Slice> some) {
    Slice sum = new Slice();
    for (Slice slice : some) {
      sum.answers += slice.answers;
      sum.millis += slice.millis;
    }
    return sum;
  }
}
