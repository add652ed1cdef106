package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;

/// The path the check asks for does not exist on the server.
///
/// Not to be confused with `health-host-required`: a router that goes by name answers 404 to a
/// check without the right `Host`. Where the section says `disable-on-404` the application may use
/// 404 on purpose, which casts doubt.
final class HealthPathNotFound implements AnsweredCheckRule {
  @Override
  public Cause cause() {
    return Cause.fault("health-path-not-found");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    return RejectedAnswer.of(failing)
        .filter(r -> (r.status() == 404 || r.status() == 410) && !r.isAskedWrongly())
        .map(r -> Opinion.found(clue(r)))
        .orElseGet(Opinion::ruledOut);
  }

  private static Clue clue(RejectedAnswer rejected) {
    CheckFailure failing = rejected.failing();
    Optional<Variation> other =
        failing.server().probes().explanation().filter(v -> v.kind() == Kind.OTHER_PATH);
    List<Evidence> more = new ArrayList<>();
    other.map(Testimony::of).ifPresent(more::add);
    boolean nameless = other.isEmpty() && rejected.mayLackName();
    String says =
        rejected.sentence()
            + ", the path does not exist"
            + (nameless ? ", or only for requests with the site's name" : "");
    Clue clue =
        rejected
            .clue(rejected.requestLine(), says, more)
            .withFacts(other.map(v -> Map.of("answer.path", v.value())).orElse(Map.of()));
    boolean onPurpose = failing.http().map(HttpCheck::disableOn404).orElse(false);
    return onPurpose ? clue.inDoubt() : clue;
  }
}
