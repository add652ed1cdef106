package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.PROCERR;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.host.Listener;
import org.haproxydoctor.model.host.NetworkFacts.Witness;
import org.haproxydoctor.model.host.Ruling;

/// Nothing listens on the server's address and port, and its host answers the connection with a
/// reset.
///
/// When the server is on HAProxy's own host, that host also tells whether the service listens on
/// another address only, or a firewall's rule answers in its place.
///
/// Not to be confused with `connect-denied-locally`, where such a rule meets the packet on its way
/// out, nor with a check that goes to a port of its own while the service's port answers
/// (`check-target-differs`), nor with dropped packets, where the connection hangs.
final class ConnectionRefused implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, SOCKERR, PROCERR);

  @Override
  public Cause cause() {
    return Cause.fault("connection-refused");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    // A socket file may be hidden from us.
    boolean tried = failing.replay().isPresent() && !failing.endedAt(Stage.CONNECT, Word.DENIED);
    boolean refused =
        (tried ? failing.endedAt(Stage.CONNECT, Word.REFUSED) : haproxySaysSo(failing))
            && !failing.serviceAnswers();
    OwnHost own = OwnHost.of(failing);
    return Opinion.foundIf(
        refused && own.denial().isEmpty(),
        () ->
            CheckClue.ofConnection(
                failing,
                says(own) + Lines.unlikeConfigured(failing.server()),
                AGREEING,
                Word.REFUSED,
                here(own)));
  }

  /// Of a UNIX socket some releases say SOCKERR.
  private static boolean haproxySaysSo(CheckFailure failing) {
    return failing.haproxySays(L4CON, SOCKERR)
        && (failing.report().contains("refused") || failing.report().contains("no such file"));
  }

  private static String says(OwnHost own) {
    Optional<ProbeResult> file = own.failing().result().filter(r -> r.endpoint().isUnix());
    if (file.isPresent()) {
      return says(file.get());
    }
    if (own.denialAtArrival().filter(Ruling::rejects).isPresent()) {
      return "the connection is refused by a firewall rule for what arrives at this host"
          + own.listener().map(_ -> ", although something listens there").orElse("");
    }
    List<Listener> besides = own.besides();
    return besides.isEmpty()
        ? "the connection is refused, nothing listens on the address and port"
        : "the connection is refused, the port is open on another address only: "
            + ShortList.of(besides.stream().map(Listener::toString).distinct().toList(), 2);
  }

  /// A UNIX socket that is not there is no socket without a listener.
  private static String says(ProbeResult file) {
    Endpoint socket = file.endpoint();
    String path = socket.file();
    if (!file.detail().toLowerCase(Locale.ROOT).contains("no such file")) {
      return "the connection is refused, nobody listens on the socket file " + path;
    }
    return "there is no socket file "
        + path
        + (socket.seenAt().isPresent() ? ", " + socket.host() + " in HAProxy's root directory" : "")
        + ", its server is not running or listens elsewhere";
  }

  /// What HAProxy's own host knows when the server is on it.
  private static List<Evidence> here(OwnHost own) {
    List<Evidence> evidence = new ArrayList<>();
    own.denialAtArrival().map(r -> OwnHost.rule(own.failing(), r)).ifPresent(evidence::add);
    if (own.isTarget() && own.heard(Witness.SOCKETS)) {
      String port = "listening at port " + own.target().orElseThrow().port();
      List<Listener> all = new ArrayList<>(own.besides());
      own.listener().ifPresent(all::add);
      String who =
          all.isEmpty()
              ? "nobody on this host"
              : ShortList.of(all.stream().map(Listener::toString).distinct().toList(), 3);
      evidence.add(own.says(port, who));
    }
    return evidence;
  }
}
