package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.check.Variation.Kind;

/// The endpoint itself answers 5xx: the application says that it is not well.
///
/// Not to be confused with a check that asks wrongly (another method or host is answered well), nor
/// with `health-body-mismatch`. The `Server` header tells whether a proxy before the application
/// spoke.
final class ApplicationUnhealthy implements AnsweredCheckRule {
  @Override
  public Cause cause() {
    return Cause.fault("application-unhealthy");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    boolean get = failing.http().map(h -> h.method().equals("GET")).orElse(false);
    return RejectedAnswer.of(failing)
        .filter(r -> r.isBetween(500, 599) && (r.status() != 501 || get))
        .filter(_ -> !failing.methodIsRejected())
        .filter(_ -> !failing.explainedBy(Kind.WITH_HOST, Kind.WITH_TLS))
        .map(r -> Opinion.found(r.clue(Optional.empty(), r.sentence(), evidence(r))))
        .orElseGet(Opinion::ruledOut);
  }

  private static List<Evidence> evidence(RejectedAnswer rejected) {
    List<Evidence> evidence = new ArrayList<>(rejected.speaker());
    rejected.failing().explanation().stream().map(Evidence::asContext).forEach(evidence::add);
    return evidence;
  }
}
