package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;

/// The server wants to know which site is meant, and the check sends no `Host` header or an unknown
/// one; `HTTP/1.1` in `option httpchk` adds none.
///
/// Not to be confused with `health-path-not-found` or `health-auth-required`: the same request with
/// a name the server knows is accepted. A redirect to the canonical name stays `health-redirected`.
final class HealthHostRequired implements AnsweredCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L7STS, L7RSP, SOCKERR, L7TOUT);

  @Override
  public Cause cause() {
    return Cause.fault("health-host-required");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    int status = failing.status();
    if (failing.explainedBy(Kind.WITH_HOST)) {
      return Opinion.foundIf(status == 0 || status >= 400, () -> clue(failing));
    }
    boolean otherwise =
        failing.serviceAnswers()
            || failing.speaksTls()
            || TlsTrouble.explains(failing)
            || failing.server().probes().explanation().isPresent();
    boolean nameless = RejectedAnswer.of(failing).filter(RejectedAnswer::mayLackName).isPresent();
    if (!otherwise && nameless) {
      return Opinion.notExamined(
          "the check sends no Host header, and no name is known that could be tried");
    }
    if (otherwise || (status != 421 && !isNameless(failing, status))) {
      return Opinion.ruledOut();
    }
    if (status == 421) {
      return Opinion.found(clue(failing));
    }
    if (failing.replay().isEmpty()) {
      return failing.passesNow() ? Opinion.ruledOut() : Opinion.found(clue(failing).inDoubt());
    }
    boolean getsFurther =
        failing
            .tried(Kind.WITH_HOST)
            .mapToInt(v -> v.replay().status())
            .anyMatch(s -> s != 0 && s != 400);
    return Opinion.found(getsFurther ? clue(failing) : clue(failing).inDoubt());
  }

  /// @return whether a request without name was a bad request; HTTP/1.1 demands the name, and many
  ///   servers want it from older clients as well
  private static boolean isNameless(CheckFailure failing, int status) {
    return status == 400 && failing.http().filter(h -> h.host().isEmpty()).isPresent();
  }

  private static Clue clue(CheckFailure failing) {
    String sent =
        failing
            .http()
            .flatMap(HttpCheck::host)
            .map(h -> "an unknown Host header")
            .orElse("no Host header");
    List<Evidence> more = new ArrayList<>();
    more.addAll(failing.tryOf(Kind.WITH_HOST));
    return CheckClue.at(
            failing,
            RejectedAnswer.of(failing).flatMap(RejectedAnswer::requestLine),
            "the server needs the site's name, but the health check sends " + sent,
            AGREEING,
            more)
        .withFacts(
            failing
                .server()
                .probes()
                .explanation()
                .filter(v -> v.kind() == Kind.WITH_HOST)
                .map((Variation v) -> Map.of("name", v.value()))
                .orElse(Map.of()));
  }
}
