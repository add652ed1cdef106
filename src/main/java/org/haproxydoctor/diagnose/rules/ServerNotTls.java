package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Variation.Kind;

/// The check speaks TLS to a port that speaks in clear.
///
/// Not to be confused with a handshake that fails over a certificate or protocol version: HAProxy
/// says the same for all of them, only a request in clear that is answered on that very port tells.
final class ServerNotTls implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, L6TOUT, SOCKERR, L7RSP, L7TOUT);
  private static final Set<Integer> CLEAR_PORTS = Set.of(80, 8000, 8080);

  @Override
  public Cause cause() {
    return Cause.fault("server-not-tls");
  }

  @Override
  public boolean judgesTraffic() {
    return true;
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    Optional<CheckSpec> spec = failing.spec();
    if (spec.isPresent() && spec.get().tls().isEmpty()) {
      return Opinion.notConcerned();
    }
    if (failing.replay().isPresent()) {
      return Opinion.foundIf(failing.speaksClear(), () -> clue(failing));
    }
    if (!failing.haproxySays(L6RSP, L6TOUT)
        || failing.passesNow()
        || failing.report().contains("certificate")) {
      return Opinion.ruledOut();
    }
    boolean usual = spec.map(s -> CLEAR_PORTS.contains(s.target().port())).orElse(false);
    return usual ? Opinion.found(clue(failing).inDoubt()) : failing.undecided();
  }

  private static Clue clue(CheckFailure failing) {
    return CheckClue.of(
        failing,
        failing.whose() + " speaks TLS, but the port speaks in clear",
        AGREEING,
        failing.tryOf(Kind.WITHOUT_TLS));
  }
}
