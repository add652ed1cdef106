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
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;

/// The endpoint answers a success (2xx) whose status or headers `http-check expect` does not
/// accept.
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
    List<Expectation> rules = failing.http().map(HttpCheck::expectations).orElse(List.of());
    Optional<Expectation> unmet =
        Expected.rejecting(rules, rejected.status(), failing.answer().map(HttpAnswer::headers));
    // HAProxy alone says L7STS only when the status or a header decided.
    boolean byStatus = unmet.isPresent() || failing.replay().isEmpty();
    // What our repetition does not judge, or met otherwise, may be what HAProxy rejects.
    Optional<Expectation> suspected =
        unmet.or(() -> failing.replay().isPresent() ? Optional.empty() : notByStatus(rules));
    return Opinion.foundIf(byStatus, () -> clue(rejected, suspected));
  }

  private static Optional<Expectation> notByStatus(List<Expectation> rules) {
    return rules.stream()
        .filter(e -> e.kind() == Expectation.Kind.OTHER || e.kind() == Expectation.Kind.HEADER)
        .findFirst();
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
