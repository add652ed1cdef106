package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// Nothing listens on the server's address and port, and its host answers the connection with a
/// reset.
///
/// Not to be confused with a check that goes to a port of its own while the service's port answers
/// (`check-target-differs`), nor with dropped packets, where the connection hangs.
final class ConnectionRefused implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, SOCKERR);

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
                failing, says(failing) + Lines.unlikeConfigured(failing.server()), AGREEING,
                Word.REFUSED));
  }

  /// A UNIX socket that is not there is no socket without a listener.
  private static String says(CheckFailure failing) {
    Optional<ProbeResult> socket = failing.result().filter(r -> r.endpoint().isUnix());
    if (socket.isEmpty()) {
      return "the connection is refused, nothing listens on the address and port";
    }
    String path = socket.get().endpoint().host();
    return socket.get().detail().toLowerCase(Locale.ROOT).contains("no such file")
        ? "there is no socket file " + path + ", its server is not running or listens elsewhere"
        : "the connection is refused, nobody listens on the socket file " + path;
  }
}
