package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;

/// The endpoint answers a success (2xx) that `http-check expect` does not accept.
///
/// Not to be confused with `application-unhealthy`, where the answer itself is an error, nor with
/// `health-body-mismatch`, where the status is accepted and the content is not.
final class HealthStatusMismatch implements AnsweredCheckRule {
  @Override
  public Cause cause() {
    return Cause.fault("health-status-mismatch");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    Optional<RejectedAnswer> success =
        RejectedAnswer.of(failing).filter(r -> r.isBetween(200, 299) && !failing.serviceAnswers());
    if (success.isEmpty()) {
      return Opinion.ruledOut();
    }
    RejectedAnswer rejected = success.get();
    Optional<Expectation> unmet =
        Expected.rejecting(
            failing.http().map(HttpCheck::expectations).orElse(List.of()), rejected.status());
    // HAProxy alone says L7STS only when the status decided.
    boolean byStatus = unmet.isPresent() || failing.replay().isEmpty();
    // What our repetition does not judge may be what HAProxy rejects.
    Optional<Expectation> suspected =
        unmet.or(() ->
            failing.passesNow()
                ? failing.http().map(HttpCheck::expectations).orElse(List.of()).stream()
                    .filter(e -> e.kind() == Expectation.Kind.OTHER)
                    .findFirst()
                : Optional.empty());
    return Opinion.foundIf(byStatus, () -> clue(rejected, suspected));
  }

  private static Clue clue(RejectedAnswer rejected, Optional<Expectation> unmet) {
    String wanted = unmet.map(Expectation::toString).orElse("another status");
    return rejected
        .clue(
            rejected.failing().server().backendConfig().flatMap(BackendConfig::expect),
            rejected.sentence() + ", a success, but the check expects " + wanted,
            List.of())
        .withFacts(unmet.map(e -> Map.of("expected", e.toString())).orElse(Map.of()));
  }
}
