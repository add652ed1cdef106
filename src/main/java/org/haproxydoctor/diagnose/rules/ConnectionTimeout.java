package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;

/// The first packet of the connection stays unanswered: a firewall or security group drops it, or
/// the host is off.
///
/// Not to be confused with `host-unreachable`, where the network says that there is no way, nor
/// with an application that accepts the connection and then says nothing.
final class ConnectionTimeout implements FailingCheckRule {
  private static final Set<CheckStatus> TIMEOUTS = Set.of(L4TOUT, L6TOUT, L7TOUT);
  private static final Set<CheckStatus> TIMEOUTS_OF_THE_SYSTEM =
      Set.of(L4TOUT, L6TOUT, L7TOUT, L4CON);

  @Override
  public Cause cause() {
    return Cause.fault("connection-timeout");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    boolean unanswered =
        failing.replay().isPresent()
            ? failing.endedAt(Stage.CONNECT, Word.TIMEOUT) && !failing.serviceAnswers()
            : failing.haproxySays(L4TOUT) && !failing.serviceAnswers();
    if (!unanswered || failing.reportsUnreachable()) {
      return Opinion.ruledOut();
    }
    Set<CheckStatus> agreeing =
        failing.report().contains("timed out") ? TIMEOUTS_OF_THE_SYSTEM : TIMEOUTS;
    Clue clue =
        CheckClue.ofConnection(
            failing,
            "the connection attempt gets no answer, packets are dropped or the host is off"
                + Lines.unlikeConfigured(failing.server()),
            agreeing,
            Word.TIMEOUT);
    // An answer after all, only late, speaks for a full accept queue or a lossy path.
    return Opinion.found(failing.explainedBy(Kind.MORE_TIME) ? clue.inDoubt() : clue);
  }
}
