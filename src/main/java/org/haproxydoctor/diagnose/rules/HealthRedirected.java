package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.Variation.Kind;

/// The endpoint redirects: to https, to a login page, to a canonical host.
///
/// Not to be confused with `health-auth-required`, where the answer is a refusal; a redirect to a
/// login is still this one, and where it leads is said. Nor with `tls-required-by-server`: a port
/// that speaks TLS may redirect a request in clear to itself.
final class HealthRedirected implements AnsweredCheckRule {
  @Override
  public Cause cause() {
    return Cause.fault("health-redirected");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    return RejectedAnswer.of(failing)
        .filter(r -> r.isBetween(300, 399) && !failing.serviceAnswers())
        .filter(r -> !failing.explainedBy(Kind.WITH_TLS))
        .map(r -> Opinion.found(clue(r)))
        .orElseGet(Opinion::ruledOut);
  }

  private static Clue clue(RejectedAnswer rejected) {
    CheckFailure failing = rejected.failing();
    Optional<String> where = failing.answer().flatMap((HttpAnswer a) -> a.header("location"));
    List<Evidence> more = new ArrayList<>();
    where
        .map(w -> Evidence.probe(failing.server().ref(), "Location header", w))
        .ifPresent(more::add);
    if (failing.explainedBy(Kind.WITH_HOST, Kind.OTHER_PATH)) {
      more.addAll(failing.explanation());
    }
    String to = where.map(w -> ", a redirect to " + w).orElse(", a redirect");
    return rejected
        .clue(rejected.requestLine(), rejected.sentence() + to, more)
        .withFacts(
            failing
                .server()
                .probes()
                .explanation()
                .filter(v -> v.kind() == Kind.OTHER_PATH)
                .map(v -> Map.of("answer.path", v.value()))
                .orElse(Map.of()));
  }
}
