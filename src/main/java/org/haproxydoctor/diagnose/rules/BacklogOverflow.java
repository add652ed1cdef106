package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.host.Listener;

/// The application does not take its connections in time: the queue of those that wait to be
/// accepted is full, and the system drops further ones until there is room.
///
/// Not to be confused with `connection-timeout`, where nothing ever gets through: here the
/// listening socket is seen with connections waiting, when the server is on HAProxy's host, or some
/// attempts come through, late, when the first packet is sent again after one second and three.
final class BacklogOverflow implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4TOUT, L4CON, L6TOUT, L7TOUT);

  @Override
  public Cause cause() {
    return Cause.fault("backlog-overflow");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    boolean unanswered =
        failing.replay().isPresent()
            ? failing.endedAt(Stage.CONNECT, Word.TIMEOUT)
            : failing.haproxySays(L4TOUT);
    if (!unanswered || failing.serviceAnswers()) {
      return failing.haproxySays(L4TOUT) ? Opinion.ruledOut() : Opinion.notConcerned();
    }
    OwnHost own = OwnHost.of(failing);
    Optional<Listener> listener = own.listener();
    if (own.denial().isPresent() || own.denialAtArrival().isPresent()) {
      return Opinion.ruledOut();
    }
    if (listener.isPresent() && listener.get().waiting() > 0) {
      return Opinion.found(
          clue(
              failing,
              "connections wait to be accepted and further ones are dropped: the application does"
                  + " not take them in time",
              List.of(
                  own.says(
                      "listening on " + listener.get(),
                      listener.get().waiting() + " connections wait to be accepted"))));
    }
    if (!failing.server().probes().connectsSometimes()) {
      return Opinion.ruledOut();
    }
    List<ProbeResult> attempts = failing.server().probes().attempts();
    return Opinion.found(
        clue(failing, "only some connections are accepted, and late", told(failing, attempts)));
  }

  private static List<Evidence> told(CheckFailure failing, List<ProbeResult> attempts) {
    List<Evidence> told = new ArrayList<>();
    attempts.forEach(a -> told.add(Testimony.attempt(failing.server().ref(), a)));
    return told;
  }

  /// That one attempt passes is the sign, not a doubt.
  private static Clue clue(CheckFailure failing, String says, List<Evidence> more) {
    Clue clue = CheckClue.of(failing, says, AGREEING, more);
    return Clue.of(clue.subject(), clue.says(), clue.evidence()).withFacts(clue.facts());
  }
}
