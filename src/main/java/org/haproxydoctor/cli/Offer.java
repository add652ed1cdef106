package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.report.TextDiagnosis;
import org.haproxydoctor.report.WayOut;
import org.haproxydoctor.runbook.Mitigation;
import org.haproxydoctor.runbook.Phase;
import org.haproxydoctor.runbook.Runbook;
import org.haproxydoctor.runbook.Step;

/// One thing that a person is asked about on the way through a runbook.
sealed interface Offer {
  /// @return the step's id, such as `M1`
  String id();

  String title();

  /// A step to be taken.
  ///
  /// @param finding what it is for; empty for one that its runbook wants whatever was found
  record Taking(WayOut way, Optional<Finding> finding) implements Offer {
    @Override
    public String id() {
      return way.step().id();
    }

    @Override
    public String title() {
      return way.step().title();
    }

    /// @return what tells it from every other step
    String key() {
      return way.runbook() + " " + id() + finding.map(f -> " for " + f.cause().id()).orElse("");
    }

    /// @return whether the guarded path can take it
    boolean isAction() {
      return !way.actions().isEmpty();
    }
  }

  /// Waiting for the recovery.
  record Verifying(String id, String title) implements Offer {}

  /// @param whole whether what only a person can look at comes first
  /// @return for the cause to act on first, first; then the verification, and what a person
  ///   verifies
  static List<Offer> of(Diagnosing.Made made, Map<String, String> variables, boolean whole) {
    Runbook walked = made.walked();
    List<Offer> offers = new ArrayList<>();
    if (whole) {
      walked.steps(Phase.DIAGNOSIS).stream()
          .filter(s -> s.block().isEmpty())
          .forEach(s -> offers.add(general(walked, s, variables)));
    }
    for (Finding finding : TextDiagnosis.faults(made.report().diagnosis())) {
      made.report()
          .waysOut(finding)
          .forEach(way -> offers.add(new Taking(way, Optional.of(finding))));
    }
    walked.steps(Phase.MITIGATION).stream()
        .filter(s -> s.forCauses().isEmpty())
        .forEach(s -> offers.add(general(walked, s, variables)));
    offers.add(new Verifying("V", "Wait for the recovery"));
    walked.steps(Phase.VERIFICATION).stream()
        .filter(s -> s.block().isEmpty())
        .forEach(s -> offers.add(general(walked, s, variables)));
    return List.copyOf(offers);
  }

  /// @return whether there is something to do against what was found
  static boolean isWayOut(Offer offer) {
    return offer instanceof Taking taking && taking.finding().isPresent();
  }

  private static Offer general(Runbook walked, Step step, Map<String, String> variables) {
    Mitigation mitigation = new Mitigation(walked.id(), step, walked.head().variables());
    return new Taking(WayOut.of(mitigation, Map.of("", variables)), Optional.empty());
  }
}
