package org.haproxydoctor.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.observe.Agreement;
import org.haproxydoctor.observe.Probed;

/// Probes that ended alike, told together: nobody reads a thousand times that a server answers.
///
/// @param common what they have in common
/// @param members at least one
record AlikeProbes(Common common, List<Probed> members) {

  /// What makes probes alike to a reader.
  ///
  /// @param passed empty when no probe could be made
  /// @param outcome in a reader's words
  /// @param agrees whether HAProxy's verdict is the same; empty where there is none
  /// @param change the one change that makes a failing health check pass
  record Common(
      Optional<Boolean> passed, String outcome, Optional<Boolean> agrees, Optional<String> change) {

    private static Common of(Probed probed) {
      return new Common(
          probed.passed(),
          ProbeWords.outcome(probed),
          probed.agreement().map(Agreement::agrees),
          probed.explanation().map(Variation::change));
    }

    /// What needs attention comes first.
    private int rank() {
      if (passed.isEmpty()) {
        return 2;
      }
      return passed.get() ? (agrees.orElse(true) ? 3 : 1) : 0;
    }
  }

  /// @return those that need attention first, among them the larger groups
  static List<AlikeProbes> of(List<Probed> all) {
    Map<Common, List<Probed>> groups = new LinkedHashMap<>();
    all.forEach(p -> groups.computeIfAbsent(Common.of(p), _ -> new ArrayList<>()).add(p));
    return groups.entrySet().stream()
        .map(e -> new AlikeProbes(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingInt((AlikeProbes group) -> group.common.rank())
                .thenComparingInt(group -> -group.members.size()))
        .toList();
  }

  List<String> names() {
    return members.stream().map(Probed::subject).toList();
  }

  /// @return distinct, in their order
  List<String> notes() {
    return members.stream().flatMap(p -> p.notes().stream()).distinct().toList();
  }

  /// @return the times of those that were made, ascending
  List<Duration> times() {
    return members.stream()
        .flatMap(p -> p.result().stream())
        .map(r -> r.timings().total())
        .sorted()
        .toList();
  }
}
