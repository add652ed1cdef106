package org.haproxydoctor.logs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.model.Ending;

/// Counts how requests ended, those alike together.
final class Endings {
  /// A log may name endless servers, such as those made at run time.
  private static final int MOST_KINDS = 50_000;

  private final Map<Kind, Count> counts = new HashMap<>();

  private record Kind(String backend, String server, String state, int statusClass) {}

  private static final class Count {
    int number;
    int answered;
    long answerMillis;
  }

  void add(TrafficLine line) {
    Kind kind = new Kind(line.backend(), line.server(), line.state(), line.status() / 100);
    if (counts.size() >= MOST_KINDS && !counts.containsKey(kind)) {
      return;
    }
    Count count = counts.computeIfAbsent(kind, _ -> new Count());
    count.number++;
    if (line.answerMillis() >= 0) {
      count.answered++;
      count.answerMillis += line.answerMillis();
    }
  }

  List<Ending> all() {
    return counts.entrySet().stream().map(e -> ending(e.getKey(), e.getValue())).toList();
  }

  private static Ending ending(Kind kind, Count count) {
    return new Ending(
        kind.backend(),
        kind.server(),
        kind.state(),
        kind.statusClass(),
        count.number,
        count.answered,
        count.answerMillis);
  }
}
