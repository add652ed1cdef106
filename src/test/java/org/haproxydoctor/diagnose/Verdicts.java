package org.haproxydoctor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.diagnose.Opinion.Found;
import org.haproxydoctor.diagnose.Opinion.RuledOut;
import org.haproxydoctor.diagnose.rules.Catalog;

/// Asks rules about incidents in tests.
public final class Verdicts {
  private Verdicts() {}

  public static Diagnosis diagnosis(Incident incident) {
    return new Diagnoser(Catalog.rules()).diagnose(incident.seen());
  }

  /// @return ids of all causes found, the first to act on first
  public static List<String> causes(Incident incident) {
    return diagnosis(incident).findings().stream().map(f -> f.cause().id()).toList();
  }

  public static Finding first(Incident incident) {
    List<Finding> findings = diagnosis(incident).findings();
    assertThat(findings).isNotEmpty();
    return findings.getFirst();
  }

  public static List<Clue> clues(Rule rule, Incident incident) {
    List<Clue> clues = new ArrayList<>();
    for (Opinion opinion : rule.examine(incident.seen())) {
      if (opinion instanceof Found(Clue clue)) {
        clues.add(clue);
      }
    }
    return clues;
  }

  public static void assertRuledOut(Rule rule, Incident incident) {
    assertThat(rule.examine(incident.seen())).isNotEmpty().allMatch(RuledOut.class::isInstance);
  }

  public static void assertSilent(Rule rule, Incident incident) {
    assertThat(rule.examine(incident.seen()))
        .noneMatch(o -> o instanceof Found || o instanceof Opinion.NotExamined);
  }
}
