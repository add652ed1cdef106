package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;

/// The endpoint wants credentials or forbids itself to the balancer (401, 403, 407).
///
/// Not to be confused with `health-host-required`: a default virtual host may answer 403 to a check
/// without the right `Host`.
final class HealthAuthRequired implements AnsweredCheckRule {
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 407);

  @Override
  public Cause cause() {
    return Cause.fault("health-auth-required");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    return RejectedAnswer.of(failing)
        .filter(r -> REFUSALS.contains(r.status()) && !r.isAskedWrongly())
        .map(r ->
            Opinion.found(
                r.clue(
                    r.requestLine(),
                    r.sentence() + ", the endpoint is not open to the balancer",
                    List.of())))
        .orElseGet(Opinion::ruledOut);
  }
}
