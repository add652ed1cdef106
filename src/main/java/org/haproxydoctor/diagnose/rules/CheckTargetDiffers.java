package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.Variation.Kind;

/// The check goes to a `port` or `addr` of its own, where it fails, while the service itself
/// answers.
///
/// Not to be confused with `connection-refused`, where the service's own port is closed as well,
/// nor with a health listener that answers 5xx: that is the application's own word.
final class CheckTargetDiffers implements FailingCheckRule {
  private static final Set<CheckStatus> ANY = EnumSet.allOf(CheckStatus.class);

  @Override
  public Cause cause() {
    return Cause.fault("check-target-differs");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (!failing.hasOwnTarget()) {
      return Opinion.notConcerned();
    }
    if (!failing.isRepeated() && !failing.isServiceAsked()) {
      return failing.undecided();
    }
    return Opinion.foundIf(
        !failing.passesNow() && failing.serviceAnswers(),
        () ->
            CheckClue.at(
                failing,
                failing.lineSaying(" port ", " addr "),
                "the check fails at its own port or address, while the service's port answers",
                ANY,
                evidence(failing)));
  }

  private static List<Evidence> evidence(CheckFailure failing) {
    List<Evidence> evidence = new ArrayList<>();
    if (failing.explainedBy(Kind.SERVICE_TARGET)) {
      evidence.addAll(failing.explanation());
    } else {
      failing
          .server()
          .probes()
          .tcp()
          .map(r -> Testimony.connection(failing.server().ref(), r))
          .ifPresent(evidence::add);
    }
    return evidence;
  }
}
