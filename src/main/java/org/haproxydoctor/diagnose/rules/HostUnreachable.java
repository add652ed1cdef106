package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;

import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.host.Neighbour;

/// There is no way to the server: no route from here, or a router or host on the way says
/// unreachable or prohibited.
///
/// Not to be confused with `connection-timeout`, where nobody says anything, nor with a family of
/// addresses that HAProxy's host lacks altogether, or a rule of its own that rejects. A neighbour
/// that does not answer is reported as unreachable only after some seconds, so that one witness may
/// have waited long enough to hear it and the other not.
final class HostUnreachable implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, L4TOUT);

  @Override
  public Cause cause() {
    return Cause.fault("host-unreachable");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    boolean oursTimedOut = failing.endedAt(Stage.CONNECT, Word.TIMEOUT);
    boolean unreachable =
        failing.replay().isPresent()
            ? failing.endedAt(Stage.CONNECT, Word.UNREACHABLE)
                || (oursTimedOut && failing.reportsUnreachable())
            : failing.reportsUnreachable();
    OwnHost own = OwnHost.of(failing);
    return Opinion.foundIf(
        unreachable
            && !failing.serviceAnswers()
            && !own.lacksFamily()
            && !own.isOff()
            && own.denial().isEmpty(),
        () -> CheckClue.ofConnection(failing, says(own), AGREEING, Word.UNREACHABLE, own.link()));
  }

  private static String says(OwnHost own) {
    Optional<Neighbour> silent = own.neighbour().filter(Neighbour::silent);
    if (silent.isEmpty()) {
      return "no network path leads to the address";
    }
    return silent.get().gateway()
        ? "the gateway on the way to the address does not answer on the link"
        : "no host answers for the address on the link: it is off, or in another network";
  }
}
