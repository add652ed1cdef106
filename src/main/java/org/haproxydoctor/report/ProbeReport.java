package org.haproxydoctor.report;

import java.time.Duration;
import java.util.List;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.observe.Probed;

/// Everything a run of `probe` has to tell.
///
/// @param notUnderstood what of the configuration could not be taken into account, each with its
///   place
/// @param took the whole run
public record ProbeReport(List<Probed> probed, List<String> notUnderstood, Duration took) {
  public ProbeReport {
    probed = List.copyOf(probed);
    notUnderstood = List.copyOf(notUnderstood);
  }

  /// @return OK when all pass, WARNING when some do, CRITICAL when none does, UNKNOWN when nothing
  ///   could be probed
  public Status status() {
    List<Boolean> heard = probed.stream().flatMap(p -> p.passed().stream()).toList();
    if (heard.isEmpty()) {
      return Status.UNKNOWN;
    }
    long passed = heard.stream().filter(p -> p).count();
    if (passed == 0) {
      return Status.CRITICAL;
    }
    return passed == probed.size() ? Status.OK : Status.WARNING;
  }
}
