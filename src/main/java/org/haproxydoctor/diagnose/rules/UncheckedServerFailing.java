package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.CheckSwitches;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.observe.ServerCase;

/// HAProxy does not check the server and believes it is up, while nobody can connect to it: its
/// share of the requests fails.
///
/// Not to be confused with an unchecked server that works, nor with a failing check: there HAProxy
/// sends no traffic.
final class UncheckedServerFailing implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("unchecked-server-failing");
  }

  @Override
  public Opinion examine(ServerCase server) {
    if (server.server().status().word() != Word.NO_CHECK
        || server.server().tracked().isPresent()
        || server.probes().tcp().isEmpty()) {
      return Opinion.notConcerned();
    }
    return Opinion.foundIf(
        server.all().refusesUs(server.server()),
        () -> server.all().isAnswering(server.server()) ? forUsAlone(server) : clue(server));
  }

  /// HAProxy may go another way than we can, or still uses connections it has.
  private static Clue forUsAlone(ServerCase server) {
    return Clue.of(
            server.ref(),
            "it is not checked and answers HAProxy's requests at this moment, but not us: "
                + outcome(server.probes().tcp().orElseThrow()),
            evidence(server))
        .inDoubt()
        .concerning(Clue.Reach.NOBODY);
  }

  private static Clue clue(ServerCase server) {
    boolean off =
        server.state().map(ServerState::checks).map(CheckSwitches::healthIsOff).orElse(false);
    String unchecked = off ? "its health check is switched off" : "it is not checked";
    return Clue.of(
            server.ref(),
            unchecked
                + ", HAProxy believes it up and sends it traffic, but "
                + outcome(server.probes().tcp().orElseThrow()),
            evidence(server))
        .withFacts(Facts.of(server));
  }

  private static List<Evidence> evidence(ServerCase server) {
    Server row = server.server();
    ProbeResult result = server.probes().tcp().orElseThrow();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", row.status().raw()).asContext());
    if (row.connectErrors().orElse(0) > 0) {
      evidence.add(Evidence.stat(server.ref(), "econ", "" + row.connectErrors().getAsLong()));
    }
    evidence.add(Testimony.connection(server.ref(), result));
    server.configured().map(s -> Lines.evidence(server.ref(), s.line())).ifPresent(evidence::add);
    evidence.addAll(Testimony.traffic(server));
    return evidence;
  }

  private static String outcome(ProbeResult result) {
    boolean handshake = result.stage() == ProbeResult.Stage.TLS;
    return switch (result.word()) {
      case REFUSED -> "the connection is refused";
      case TIMEOUT ->
          handshake ? "the TLS handshake gets no answer" : "the connection attempt gets no answer";
      case UNREACHABLE -> "there is no way to the host";
      default ->
          (handshake ? "the TLS handshake fails" : "no connection comes about")
              + " ("
              + result.word().text()
              + ")";
    };
  }
}
