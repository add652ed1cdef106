package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

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
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;

/// The endpoint answers right, but later than the check waits.
///
/// Not to be confused with `application-hung`, which answers to no patience at all. When the check
/// passes now after a timeout, a slow moment is likelier than a hang.
final class HealthCheckTooSlow implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L7TOUT, L6TOUT, L4TOUT);

  @Override
  public Cause cause() {
    return Cause.fault("health-check-too-slow");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    boolean silent =
        failing.result().filter(r -> r.connected() && r.word() == Word.TIMEOUT).isPresent();
    if (failing.replay().isPresent()) {
      return Opinion.foundIf(silent && failing.explainedBy(Kind.MORE_TIME), () -> clue(failing));
    }
    if (!failing.reportsSilence()) {
      return Opinion.ruledOut();
    }
    return Opinion.found(clue(failing).inDoubt());
  }

  private static Clue clue(CheckFailure failing) {
    Optional<String> took =
        failing
            .variation(Kind.MORE_TIME)
            .or(() -> failing.server().mirrored())
            .filter(CheckReplay::passed)
            .map(CheckReplay::result)
            .map(HealthCheckTooSlow::time);
    Optional<String> limit =
        failing.spec().map(s -> HaproxyDuration.text(s.timing().answerLimit()));
    List<Evidence> more = new ArrayList<>(failing.explanation());
    Map<String, String> facts = new HashMap<>();
    took.ifPresent(t -> facts.put("answer.time", t));
    return CheckClue.at(
            failing,
            failing.lineSaying(" timeout check ").or(() -> failing.lineSaying(" inter ")),
            "the health check is answered too late"
                + limit.map(l -> ", HAProxy waits " + l).orElse(""),
            AGREEING,
            more)
        .withFacts(facts);
  }

  private static String time(ProbeResult result) {
    return HaproxyDuration.text(result.timings().total());
  }
}
