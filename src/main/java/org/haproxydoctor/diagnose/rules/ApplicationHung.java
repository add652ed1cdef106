package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;

/// The server accepts the connection and never answers, however long one waits.
///
/// Not to be confused with `health-check-too-slow`, where more patience is rewarded, nor with a
/// check in clear that a TLS port leaves hanging, or a handshake that a port in clear does.
final class ApplicationHung implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L7TOUT, L6TOUT);

  @Override
  public Cause cause() {
    return Cause.fault("application-hung");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (failing.replay().isEmpty()) {
      boolean maybe = failing.reportsSilence() && !failing.passesNow();
      return maybe ? Opinion.found(clue(failing).inDoubt()) : Opinion.ruledOut();
    }
    boolean silent =
        failing.result().filter(r -> r.connected() && r.word() == Word.TIMEOUT).isPresent();
    if (!silent || isRefusedLate(failing) || isAnsweredOtherwise(failing)) {
      return Opinion.ruledOut();
    }
    boolean patient = failing.variation(Kind.MORE_TIME).isPresent();
    return Opinion.found(patient ? clue(failing) : clue(failing).inDoubt());
  }

  /// A handshake that is refused, only late, is no silence; a connection that is closed without an
  /// answer still is.
  private static boolean isRefusedLate(CheckFailure failing) {
    return failing
        .variation(Kind.MORE_TIME)
        .map(CheckReplay::result)
        .filter(r -> r.stage() == Stage.TLS && r.word() != Word.TIMEOUT)
        .isPresent();
  }

  private static boolean isAnsweredOtherwise(CheckFailure failing) {
    Said said = new Said(failing);
    return failing.answer().isPresent()
        || said.speech().isPresent()
        || said.answeredBefore()
        || said.isHttpAnswered()
        || said.isHelpedBy(Kind.WITH_PROXY_HEADER, Kind.WITHOUT_PROXY_HEADER)
        || failing.speaksTls()
        || failing.speaksClear()
        || failing.serviceAnswers()
        || failing.server().probes().explainedOtherwise(Kind.OTHER_PATH, Kind.WITHOUT_SOURCE);
  }

  private static Clue clue(CheckFailure failing) {
    List<Evidence> more = new ArrayList<>();
    failing.server().probes().variation(Kind.MORE_TIME).map(Testimony::of).ifPresent(more::add);
    if (failing.explainedBy(Kind.OTHER_PATH)) {
      more.addAll(failing.explanation());
    }
    String request = failing.http().map(h -> " " + h.request()).orElse("");
    return CheckClue.of(
        failing,
        "the connection is accepted, but the health check" + request + " is never answered",
        AGREEING,
        more);
  }
}
