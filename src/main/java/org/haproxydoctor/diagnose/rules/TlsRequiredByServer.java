package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Variation.Kind;

/// The check speaks in clear to a port that speaks TLS: it is reset, closed, left hanging, or
/// answered in clear with 400, a refusal, or a redirect to itself.
///
/// Not to be confused with `connection-reset` or a wrong status: only a TLS handshake that succeeds
/// on that very port tells.
final class TlsRequiredByServer implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING =
      Set.of(L7RSP, SOCKERR, L7STS, L7TOUT, L6RSP, L4TOUT);
  private static final Set<Integer> TLS_PORTS = Set.of(443, 8443, 9443);

  @Override
  public Cause cause() {
    return Cause.fault("tls-required-by-server");
  }

  @Override
  public boolean judgesTraffic() {
    return true;
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    Optional<CheckSpec> spec = failing.spec();
    boolean hello =
        new Said(failing)
            .dialogue()
            .flatMap(Dialogue::protocol)
            .filter(p -> p == Protocol.TLS)
            .isPresent();
    if (hello || spec.flatMap(CheckSpec::tls).isPresent()) {
      return Opinion.notConcerned();
    }
    if (failing.replay().isPresent()) {
      return Opinion.foundIf(
          failing.explainedBy(Kind.WITH_TLS) || handshakeSucceeds(failing), () -> clue(failing));
    }
    if (failing.passesNow() || !isAmbiguous(failing)) {
      return Opinion.ruledOut();
    }
    boolean usual = spec.map(s -> TLS_PORTS.contains(s.target().port())).orElse(false);
    return usual ? Opinion.found(clue(failing).inDoubt()) : failing.undecided();
  }

  /// @return whether HAProxy's word is one of those a TLS port brings about
  private static boolean isAmbiguous(CheckFailure failing) {
    boolean empty =
        failing.haproxySays(L7RSP)
            && (failing.report().isBlank() || failing.report().contains("empty response"));
    return empty || failing.haproxySays(SOCKERR) || failing.status() == 400;
  }

  /// @return whether TLS is the first hurdle, though not the only one
  private static boolean handshakeSucceeds(CheckFailure failing) {
    boolean answered = failing.answer().isPresent() && failing.status() != 400;
    return !answered && failing.speaksTls();
  }

  private static Clue clue(CheckFailure failing) {
    return CheckClue.of(
        failing,
        failing.whose() + " speaks in clear, but the port speaks TLS",
        AGREEING,
        failing.tryOf(Kind.WITH_TLS));
  }
}
