package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.observe.ServerCase;

/// Someone forced the health of the server over the Runtime API: `health down`, `health stopping`,
/// `agent down`, or `disable health` while it was DOWN, which leaves it so for ever.
///
/// Not to be confused with a server on its way up, whose checks pass as well, nor with flapping;
/// and where the check would fail anyway, that failure comes first.
final class HealthForcedDown implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("health-forced-down");
  }

  @Override
  public Opinion examine(ServerCase server) {
    ServerStatus status = server.server().status();
    boolean out = status.isDown() || status.word() == Word.NOLB;
    if (!out || server.server().tracked().isPresent()) {
      return Opinion.notConcerned();
    }
    Optional<String> says =
        status.word() == Word.DOWN_BY_AGENT ? agentForced(server) : healthForced(server);
    if (says.isEmpty()) {
      return Opinion.ruledOut();
    }
    boolean fails = server.mirrored().filter(r -> !r.passed()).isPresent();
    Clue clue = clue(server, says.get());
    return Opinion.found(fails ? clue.inDoubt() : clue);
  }

  private static Optional<String> agentForced(ServerCase server) {
    Optional<AgentWord> agent = AgentWord.of(server);
    boolean itself =
        agent
            .map(a ->
                a.reportedDown()
                    || a.isLogged()
                    || a.reply().map(AgentReply::saysDown).orElse(false))
            .orElse(false);
    boolean unknown = agent.map(AgentWord::isGone).orElse(true);
    boolean forced = ForcedState.logged(server).isPresent();
    return forced || (!itself && !unknown)
        ? Optional.of("its agent's verdict was forced to down over the Runtime API")
        : Optional.empty();
  }

  private static Optional<String> healthForced(ServerCase server) {
    boolean restored = Restored.of(server).map(Restored::down).orElse(false);
    boolean logged = ForcedState.logged(server).isPresent();
    boolean softly = server.server().status().word() == Word.NOLB;
    if (ForcedState.isSwitchedOff(server)) {
      return restored
          ? Optional.empty()
          : Optional.of(
              logged || softly
                  ? "forced out over the Runtime API, and its health check is switched off"
                  : "its health check was switched off while it was down, so that nothing brings it"
                      + " back");
    }
    if (softly) {
      return ForcedState.isStopped(server)
          ? Optional.of("stopped softly by an operator, over the Runtime API")
          : Optional.empty();
    }
    if (ForcedState.isUnattended(server)) {
      return restored
          ? Optional.empty()
          : Optional.of("forced down over the Runtime API, and no check brings it back");
    }
    boolean passes = !server.server().checkFails();
    return passes && (logged || ForcedState.isOverruled(server))
        ? Optional.of("forced down over the Runtime API, against its passing check")
        : Optional.empty();
  }

  private static Clue clue(ServerCase server, String says) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    server.server().check().ifPresent(_ -> evidence.addAll(Testimony.haproxy(server)));
    if (ForcedState.isSwitchedOff(server)) {
      server
          .state()
          .map(ServerState::checks)
          .filter(c -> c.health().isPresent())
          .map(c ->
              Evidence.state(
                  server.ref(), "srv_check_state", c.health().getAsInt() + ", not enabled"))
          .ifPresent(evidence::add);
    }
    if (server.server().status().word() == Word.DOWN_BY_AGENT) {
      AgentWord.of(server).ifPresent(a -> evidence.addAll(a.evidence()));
    }
    ForcedState.last(server).map(Evidence::log).ifPresent(evidence::add);
    server
        .mirrored()
        .map(r -> r.passed() ? Testimony.of(r) : Testimony.of(r).asContext())
        .ifPresent(evidence::add);
    if (server.mirrored().map(CheckReplay::passed).isEmpty()) {
      server
          .probes()
          .tcp()
          .map(r -> Testimony.connection(server.ref(), r).asContext())
          .ifPresent(evidence::add);
    }
    server
        .configured()
        .map(s -> Lines.evidence(server.ref(), s.line()).asContext())
        .ifPresent(evidence::add);
    return Clue.of(server.ref(), says, evidence).withFacts(Facts.of(server));
  }
}
