package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.PROCERR;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// Nothing listens on the server's address and port, and its host answers the connection with a
/// reset.
///
/// Not to be confused with a check that goes to a port of its own while the service's port answers
/// (`check-target-differs`), nor with dropped packets, where the connection hangs.
final class ConnectionRefused implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, SOCKERR, PROCERR);

  @Override
  public Cause cause() {
    return Cause.fault("connection-refused");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    boolean refused =
        failing.replay().isPresent()
            ? failing.endedAt(Stage.CONNECT, Word.REFUSED) && !failing.serviceAnswers()
            : failing.haproxySays(L4CON)
                && failing.report().contains("refused")
                && !failing.serviceAnswers();
    return Opinion.foundIf(
        refused,
        () ->
            CheckClue.ofConnection(
                failing,
                "the connection is refused, nothing listens on the address and port",
                AGREEING,
                Word.REFUSED));
  }
}
