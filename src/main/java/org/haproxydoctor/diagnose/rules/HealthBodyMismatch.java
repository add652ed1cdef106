package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L7RSP;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.observe.ServerCase;

/// The answer comes with an accepted status, but its content is not what `http-check expect string`
/// or `rstring` wants.
///
/// Not to be confused with `application-unhealthy` or `health-path-not-found`, whose error pages
/// miss the wanted content too.
final class HealthBodyMismatch implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L7RSP);
  private static final int SHOWN = 80;

  @Override
  public Cause cause() {
    return Cause.fault("health-body-mismatch");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (failing.replay().isEmpty()) {
      return Opinion.foundIf(
          failing.haproxySays(L7RSP) && isReported(failing), () -> clue(failing));
    }
    List<Expectation> rules = failing.http().map(HttpCheck::expectations).orElse(List.of());
    int status = failing.status();
    boolean unmet =
        status >= 200
            && status <= 299
            && rules.stream().anyMatch(Expectation::isAboutBody)
            && Expected.rejecting(rules, status, failing.answer().map(HttpAnswer::headers))
                .isEmpty()
            && !failing.serviceAnswers();
    return Opinion.foundIf(unmet, () -> clue(failing));
  }

  private static boolean isReported(CheckFailure failing) {
    String report = failing.report();
    return report.contains("http content check") || report.contains("matched unwanted content");
  }

  private static Clue clue(CheckFailure failing) {
    ServerCase server = failing.server();
    String request = failing.http().map(h -> " to " + h.request()).orElse("");
    Optional<String> expected =
        failing
            .http()
            .flatMap(h -> h.expectations().stream().filter(Expectation::isAboutBody).findFirst())
            .map(Expectation::toString);
    Optional<String> body =
        failing.answer().map(HttpAnswer::body).map(HealthBodyMismatch::shortened);
    List<Evidence> more = new ArrayList<>();
    body.ifPresent(b -> more.add(Evidence.probe(server.ref(), "body", b)));
    Map<String, String> facts = new HashMap<>();
    expected.ifPresent(e -> facts.put("expected", e));
    body.ifPresent(b -> facts.put("answer.body", b));
    return CheckClue.at(
            failing,
            server.backendConfig().flatMap(BackendConfig::expect),
            "the content of the answer"
                + request
                + " does not meet "
                + expected.map(e -> "the expectation " + e).orElse("the check's expectation"),
            AGREEING,
            more)
        .withFacts(facts);
  }

  private static String shortened(String body) {
    String line = body.replaceAll("\\s+", " ").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
