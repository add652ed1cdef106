package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;

import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// There is no way to the server: no route from here, or a router or host on the way says
/// unreachable or prohibited.
///
/// Not to be confused with `connection-timeout`, where nobody says anything. A neighbour that does
/// not answer is reported as unreachable only after some seconds, so that one witness may have
/// waited long enough to hear it and the other not.
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
    return Opinion.foundIf(
        unreachable && !failing.serviceAnswers(),
        () ->
            CheckClue.ofConnection(
                failing, "no network path leads to the address", AGREEING, Word.UNREACHABLE));
  }
}
