package org.haproxydoctor.diagnose;

import java.util.List;
import java.util.Optional;

/// A root cause with all subjects that have it.
///
/// @param certainty of the subjects that make it as severe as it is; the summary says where others
///   are less sure or surer
/// @param summary one sentence without final stop
/// @param clues one for each subject, in HAProxy's order
/// @param factor what its servers, and no healthy one, have in common; the summary says it as well
public record Finding(
    Cause cause,
    Severity severity,
    Certainty certainty,
    String summary,
    List<Clue> clues,
    Optional<CommonFactor> factor) {
  public Finding(
      Cause cause, Severity severity, Certainty certainty, String summary, List<Clue> clues) {
    this(cause, severity, certainty, summary, clues, Optional.empty());
  }

  public Finding {
    clues = List.copyOf(clues);
  }

  public List<String> subjects() {
    return clues.stream().map(Clue::subject).distinct().toList();
  }

  /// @return those that are as sure as the finding or surer
  List<String> sureSubjects() {
    return clues.stream()
        .filter(c -> Certainty.of(c).compareTo(certainty) <= 0)
        .map(Clue::subject)
        .distinct()
        .toList();
  }

  public List<Evidence> evidence() {
    return clues.stream().flatMap(c -> c.evidence().stream()).distinct().toList();
  }
}
