package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;

/// The server accepts the connection and breaks it off before any answer, by a reset or by closing.
///
/// Not to be confused with `tls-required-by-server`, `proxy-protocol-mismatch` and
/// `client-certificate-required`, whose servers do the same: it is said only after TLS and a PROXY
/// header have not helped, and in doubt where they were not tried.
final class ConnectionReset implements FailingCheckRule {
  // Redis' and SMTP's checks call an empty answer a wrong one.
  private static final Set<CheckStatus> AGREEING_IN_TLS = Set.of(SOCKERR, L6RSP);
  private static final Set<CheckStatus> AGREEING = Set.of(SOCKERR, L7RSP, L7STS);

  @Override
  public Cause cause() {
    return Cause.fault("connection-reset");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    Said said = new Said(failing);
    if (failing.replay().isPresent()) {
      boolean otherwise =
          said.answeredBefore()
              || said.isHttpAnswered()
              || said.isAskedWrongly()
              || TlsTrouble.of(failing).map(TlsTrouble::wantsOurs).orElse(false)
              || failing.server().probes().explainedOtherwise(Kind.OTHER_PATH, Kind.MORE_TIME);
      if (isCutHandshake(failing) && !otherwise && !failing.speaksClear()) {
        return Opinion.found(cut(failing));
      }
      return Opinion.foundIf(said.isBrokenOff() && !otherwise, () -> clue(failing));
    }
    if (failing.passesNow() || !failing.haproxySays(SOCKERR)) {
      return Opinion.ruledOut();
    }
    return failing.undecided();
  }

  /// A server that speaks TLS says why it ends a handshake, in an alert.
  private static boolean isCutHandshake(CheckFailure failing) {
    return failing
        .result()
        .filter(r -> r.stage() == Stage.TLS && r.connected())
        .filter(r -> r.word() == Word.RESET || r.word() == Word.CLOSED)
        .filter(r -> r.seen().alert().isEmpty() && r.seen().certificate().isEmpty())
        .isPresent();
  }

  private static Clue cut(CheckFailure failing) {
    return CheckClue.of(
            failing,
            "the server breaks off the TLS handshake of the health check without a word, and says"
                + " nothing in clear either",
            AGREEING_IN_TLS,
            failing.tryOf(Kind.WITHOUT_TLS))
        .inDoubt();
  }

  private static Clue clue(CheckFailure failing) {
    boolean closed = failing.result().filter(r -> r.word() == Word.CLOSED).isPresent();
    String request = failing.http().map(h -> " " + h.request()).orElse("");
    List<Evidence> tried = new ArrayList<>();
    tried.addAll(failing.tryOf(Kind.WITH_TLS));
    tried.addAll(failing.tryOf(Kind.WITH_PROXY_HEADER));
    tried.addAll(failing.tryOf(Kind.WITHOUT_PROXY_HEADER));
    Clue clue =
        CheckClue.of(
            failing,
            "the server "
                + (closed ? "closes" : "resets")
                + " the connection of the health check"
                + request
                + " before any answer",
            AGREEING,
            tried);
    return tried.isEmpty() ? clue.inDoubt() : clue;
  }
}
