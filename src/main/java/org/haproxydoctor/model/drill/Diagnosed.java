package org.haproxydoctor.model.drill;

import java.util.List;
import java.util.Optional;

/// What a diagnosis said, cut down to what an expectation is compared with.
///
/// @param status OK, WARNING, CRITICAL or UNKNOWN
/// @param findings in the diagnosis's order
public record Diagnosed(String status, List<Found> findings) {
  public Diagnosed {
    findings = List.copyOf(findings);
  }

  /// One finding.
  ///
  /// @param severity critical, warning or info
  /// @param sources of its evidence, such as `show stat` or `haproxy.cfg:42`
  public record Found(String cause, String severity, List<String> subjects, List<String> sources) {
    public Found {
      subjects = List.copyOf(subjects);
      sources = List.copyOf(sources);
    }

    public boolean isAlarm() {
      return !severity.equals("info");
    }

    boolean has(Witness witness) {
      return sources.stream().map(Witness::behind).anyMatch(Optional.of(witness)::equals);
    }
  }
}
