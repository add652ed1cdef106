package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.observe.ServerCase;

/// Someone drains the server: it keeps its old sessions and gets no new ones.
///
/// Not to be confused with `weight-zero`, which does the same while the status stays UP, nor with a
/// drain that an agent asked for or that a tracked server passes on.
final class DrainedByOperator implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.planned("drained-by-operator");
  }

  @Override
  public Opinion examine(ServerCase server) {
    boolean drains = server.server().status().word() == Word.DRAIN;
    boolean forced = server.hasFlag(AdminFlag.FDRAIN);
    if (server.server().status().isMaintenance() || (!drains && !forced)) {
      return Opinion.notConcerned();
    }
    if (server.state().isPresent() && !forced) {
      return Opinion.ruledOut();
    }
    if (server.server().tracked().isPresent() && !forced) {
      return Opinion.ruledOut();
    }
    Clue clue = PastBalancing.of(server, clue(server));
    Optional<AgentWord> agent = AgentWord.of(server);
    if (agent.isEmpty()) {
      return Opinion.found(clue);
    }
    Optional<AgentReply> reply = agent.get().reply();
    if (reply.isEmpty()) {
      return Opinion.notExamined(
          "an agent check may have asked for the drain as well as an operator");
    }
    if (reply.get().saysDrain()) {
      return Opinion.ruledOut();
    }
    return Opinion.found(reply.get().saysReady() ? clue : clue.inDoubt());
  }

  private static Clue clue(ServerCase server) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    if (server.hasFlag(AdminFlag.FDRAIN)) {
      evidence.add(Evidence.state(server.ref(), "srv_admin_state", "FDRAIN"));
    }
    server.events().stream()
        .filter(e -> e.kind() == ServerEvent.Kind.DRAIN)
        .reduce((_, later) -> later)
        .map(Evidence::log)
        .ifPresent(evidence::add);
    // No configuration can ask for a drain, except through an agent.
    server
        .configured()
        .map(s -> Lines.evidence(server.ref(), s.line()))
        .map(e -> e.value().contains("agent-check") ? e.asContext() : e)
        .ifPresent(evidence::add);
    server.mirrored().map(r -> Testimony.of(r).asContext()).ifPresent(evidence::add);
    Optional<Restored> restored = Restored.of(server).filter(Restored::emptied);
    restored.map(r -> r.evidence("srv_admin_state")).ifPresent(evidence::addAll);
    String since = restored.isPresent() ? ", before the last start, whose state file kept it" : "";
    return Clue.of(
            server.ref(), "drained by an operator" + since + ", no new sessions come", evidence)
        .withFacts(Facts.of(server))
        .withFacts(restored.map(r -> Map.of("state.file", r.use().path())).orElse(Map.of()));
  }
}
