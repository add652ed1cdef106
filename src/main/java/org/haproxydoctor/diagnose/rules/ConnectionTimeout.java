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
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.model.host.Neighbour;

/// The first packet of the connection stays unanswered: a firewall or security group drops it, or
/// the host is off.
///
/// On HAProxy's own link the kernel knows more: a host that does not tell its link address is off
/// or elsewhere, one that does is there, and something drops the packets.
///
/// Not to be confused with `host-unreachable`, where the network says that there is no way, with
/// `connect-denied-locally` and `backlog-overflow`, where HAProxy's own host or the server's full
/// queue drops the packets, nor with an application that accepts the connection and then says
/// nothing.
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
    OwnHost own = OwnHost.of(failing);
    boolean off = own.isOff() && isUnreachable(failing);
    boolean noPath = failing.reportsUnreachable() && !off;
    if (!(unanswered || off) || noPath || isOurOwn(failing, own)) {
      return Opinion.ruledOut();
    }
    Set<CheckStatus> agreeing =
        off || failing.report().contains("timed out") ? TIMEOUTS_OF_THE_SYSTEM : TIMEOUTS;
    boolean bound = failing.explainedBy(Kind.WITHOUT_SOURCE);
    String from = failing.spec().flatMap(CheckSpec::source).map(s -> " from " + s).orElse("");
    String says =
        bound
            ? "the connection attempt" + from + " gets no answer, without that source it does"
            : says(own) + Lines.unlikeConfigured(failing.server());
    List<Evidence> more = new ArrayList<>(evidence(own));
    more.addAll(bound ? failing.explanation() : List.of());
    Clue clue = CheckClue.ofConnection(failing, says, agreeing, Word.TIMEOUT, more);
    // An answer after all, only late, speaks for a full accept queue or a lossy path.
    return Opinion.found(failing.explainedBy(Kind.MORE_TIME) ? clue.inDoubt() : clue);
  }

  private static boolean isUnreachable(CheckFailure failing) {
    return failing.endedAt(Stage.CONNECT, Word.UNREACHABLE)
        || failing.reportsUnreachable()
        || failing.haproxySays(L4TOUT);
  }

  private static boolean isOurOwn(CheckFailure failing, OwnHost own) {
    boolean some = failing.server().probes().connectsSometimes();
    boolean queued =
        own.denialAtArrival().isEmpty() && own.listener().filter(l -> l.waiting() > 0).isPresent();
    return own.denial().isPresent() || queued || (some && failing.replay().isPresent());
  }

  private static String says(OwnHost own) {
    if (own.denialAtArrival().isPresent()) {
      return "the connection attempt gets no answer, a firewall rule for what arrives at this host"
          + " drops it";
    }
    Optional<Neighbour> neighbour = own.neighbour();
    if (neighbour.isEmpty()) {
      return "the connection attempt gets no answer, packets are dropped or the host is off";
    }
    boolean gateway = neighbour.get().gateway();
    if (neighbour.get().silent()) {
      return gateway
          ? "the connection attempt gets no answer, the gateway on the way does not answer on the"
              + " link"
          : "the connection attempt gets no answer, the host is off or not on this link";
    }
    return gateway
        ? "the connection attempt gets no answer, packets are dropped or the host is off"
        : "the connection attempt gets no answer although the host is on the link: packets are"
            + " dropped there";
  }

  private static List<Evidence> evidence(OwnHost own) {
    List<Evidence> evidence = new ArrayList<>(own.link());
    own.denialAtArrival().map(r -> OwnHost.rule(own.failing(), r)).ifPresent(evidence::add);
    return evidence;
  }
}
