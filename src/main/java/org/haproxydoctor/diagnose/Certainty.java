package org.haproxydoctor.diagnose;

import java.util.List;
import org.haproxydoctor.diagnose.Evidence.Witness;

/// How sure a finding is, surest first.
public enum Certainty {
  /// Two independent witnesses agree.
  CONFIRMED,
  /// One witness.
  LIKELY,
  /// One witness, and another contradicts or the sign is ambiguous.
  POSSIBLE;

  static Certainty of(Clue clue) {
    if (clue.doubtful()) {
      return POSSIBLE;
    }
    long witnesses =
        clue.evidence().stream()
            .map(Evidence::witness)
            .filter(w -> w != Witness.CONTEXT)
            .distinct()
            .count();
    return witnesses >= 2 ? CONFIRMED : LIKELY;
  }

  /// @return the certainty that the cause is present at all: that of its surest subject
  static Certainty ofSurest(List<Clue> clues) {
    return clues.stream().map(Certainty::of).min(Certainty::compareTo).orElse(POSSIBLE);
  }
}
