package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.host.Family;
import org.haproxydoctor.model.host.NetworkFacts;
import org.haproxydoctor.model.host.NetworkFacts.Witness;
import org.haproxydoctor.model.host.Ruling;

/// HAProxy's own host forbids the connection: a rule for outgoing packets, a route of type
/// `prohibit`, SELinux, or another policy on the process.
///
/// A rule that drops looks like `connection-timeout`, one that rejects like `connection-refused` or
/// `host-unreachable`: only the rule itself tells. Where HAProxy's user or process is meant, others
/// may connect.
final class ConnectDeniedLocally implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, L4TOUT, SOCKERR, L6TOUT, L7TOUT);
  private static final Set<Word> RESEMBLING = Set.of(Word.REFUSED, Word.TIMEOUT, Word.UNREACHABLE);

  @Override
  public Cause cause() {
    return Cause.fault("connect-denied-locally");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    OwnHost own = OwnHost.of(failing);
    Optional<Ruling> rule = own.denial().filter(_ -> isUnconnected(failing));
    if (rule.isPresent()) {
      return Opinion.found(byRule(failing, rule.get()));
    }
    boolean haproxy =
        failing.haproxySays(L4CON, SOCKERR)
            && (failing.report().contains("permission denied")
                || failing.report().contains("operation not permitted"));
    // The rights of a socket file are those of each user: ours say nothing of HAProxy's.
    boolean ours = failing.endedAt(Stage.CONNECT, Word.DENIED) && socketFile(failing).isEmpty();
    if (haproxy || ours) {
      return Opinion.found(byPolicy(failing, own, haproxy, ours));
    }
    boolean resembles =
        failing.result().filter(r -> !r.connected() && RESEMBLING.contains(r.word())).isPresent();
    if (!resembles) {
      return Opinion.notConcerned();
    }
    return own.network()
        .map(n -> Optional.ofNullable(n.unread().get(Witness.FIREWALL)))
        .map(why ->
            why.map(w -> Opinion.notExamined("the rules of this host's firewall: " + w))
                .orElseGet(Opinion::ruledOut))
        .orElseGet(Opinion::notConcerned);
  }

  private static boolean isUnconnected(CheckFailure failing) {
    return failing.result().filter(r -> !r.connected()).isPresent()
        || (failing.replay().isEmpty() && failing.haproxySays(L4CON, L4TOUT, SOCKERR));
  }

  private static Clue byRule(CheckFailure failing, Ruling rule) {
    String says =
        "a firewall rule of HAProxy's own host "
            + (rule.rejects() ? "rejects" : "drops")
            + " the connection"
            + (rule.ofHaproxyOnly() ? ", for HAProxy's user only" : "");
    Clue clue =
        CheckClue.of(failing, says, AGREEING, List.of(OwnHost.rule(failing, rule)))
            .withFacts(Map.of("rule", rule.rule()));
    // What passes for us is what such a rule means.
    boolean explained = rule.ofHaproxyOnly() && failing.passesNow();
    return explained ? certain(clue) : clue;
  }

  private static Clue byPolicy(CheckFailure failing, OwnHost own, boolean haproxy, boolean ours) {
    boolean onlyHaproxy = haproxy && failing.passesNow();
    List<Evidence> more = new ArrayList<>();
    boolean selinux = own.network().map(NetworkFacts::selinux).orElse(false);
    if (selinux) {
      Evidence enforcing = own.says("SELinux", "enforcing");
      more.add(onlyHaproxy ? enforcing : enforcing.asContext());
    }
    String says =
        socketFile(failing)
            .map(file -> "HAProxy's user may not connect to the socket file " + file)
            .orElse(
                onlyHaproxy
                    ? "HAProxy's own host forbids HAProxy the connection, and only HAProxy"
                    : "HAProxy's own host forbids the connection");
    Clue clue = CheckClue.of(failing, says, AGREEING, more);
    // A router that prohibits is reported in the same words, over IPv6 only.
    boolean maybeRemote = own.family().filter(f -> f == Family.IPV6).isPresent() && !onlyHaproxy;
    boolean explained = onlyHaproxy || (haproxy && ours);
    if (maybeRemote && !selinux) {
      return clue.inDoubt();
    }
    return explained ? certain(clue) : clue;
  }

  private static Optional<String> socketFile(CheckFailure failing) {
    return failing
        .server()
        .mirrored()
        .map(r -> r.spec().target())
        .filter(Endpoint::isUnix)
        .map(Endpoint::file);
  }

  private static Clue certain(Clue clue) {
    return Clue.of(clue.subject(), clue.says(), clue.evidence()).withFacts(clue.facts());
  }
}
