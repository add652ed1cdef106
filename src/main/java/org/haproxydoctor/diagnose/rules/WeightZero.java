package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.observe.ServerCase;

/// The server is up and has weight 0, by configuration or set at run time: no balanced traffic.
///
/// Not to be confused with a drain, which shows in the status, nor with an effective weight that is
/// small only for now (slow start), nor with an agent that asks for it (`agent-reports-down`).
/// Where `use-server` leads to the server, weight 0 may be just what was meant, and nobody need
/// miss anything.
final class WeightZero implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.planned("weight-zero");
  }

  @Override
  public Opinion examine(ServerCase server) {
    if (!server.server().status().takesTraffic() || server.server().weight() > 0) {
      return Opinion.notConcerned();
    }
    Optional<Integer> wanted = server.state().map(ServerState::userWeight);
    if (wanted.isPresent() && wanted.get() > 0) {
      return Opinion.ruledOut();
    }
    boolean configured = server.configured().map(s -> s.weight() == 0).orElse(false);
    Optional<AgentWord> agent = AgentWord.of(server).filter(_ -> !configured);
    Optional<OptionalInt> percent = agent.flatMap(AgentWord::reply).map(AgentReply::percent);
    if (percent.filter(OptionalInt::isPresent).isPresent()) {
      long asked = percent.get().getAsInt();
      long full = server.configured().map(s -> s.weight()).orElse(1);
      if (asked * full / 100 == 0) {
        return Opinion.ruledOut();
      }
    }
    boolean unsure = agent.isPresent() && percent.filter(OptionalInt::isPresent).isEmpty();
    Clue clue = unsure ? byAgent(server) : clue(server, says(server, configured));
    return Opinion.found(PastBalancing.of(server, clue));
  }

  /// An agent gives percent of the configured weight: of a small one little may be left.
  private static Clue byAgent(ServerCase server) {
    String says =
        "the weight is 0, set at run time by its agent check or by an operator, no balanced traffic"
            + " comes";
    return clue(server, says).inDoubt();
  }

  private static String says(ServerCase server, boolean configured) {
    if (server.configured().isEmpty()) {
      return "the weight is 0, no balanced traffic comes";
    }
    if (configured) {
      return "the configured weight is 0, no balanced traffic comes";
    }
    return restored(server).isPresent()
        ? "the weight is 0, as its state file had it, no balanced traffic comes"
        : "the weight is 0, set at run time, no balanced traffic comes";
  }

  private static Optional<Restored> restored(ServerCase server) {
    return Restored.of(server).filter(Restored::emptied);
  }

  private static Clue clue(ServerCase server, String says) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "weight", "" + server.server().weight()));
    server
        .state()
        .map(s -> Evidence.state(server.ref(), "srv_uweight", "" + s.userWeight()))
        .ifPresent(evidence::add);
    Map<String, String> facts = new HashMap<>(Facts.of(server));
    restored(server)
        .ifPresent(r -> {
          evidence.addAll(r.evidence("srv_uweight"));
          facts.put("state.file", r.use().path());
        });
    Optional<ConfigLine> line = server.configured().map(s -> s.weightAt().orElseGet(s::line));
    line.map(l -> Lines.evidence(server.ref(), l)).ifPresent(evidence::add);
    Clue clue = Clue.of(server.ref(), says, evidence).withFacts(facts);
    return server
        .configured()
        .flatMap(ServerConfig::weightAt)
        .map(l -> clue.withFacts(Facts.at(l)))
        .orElse(clue);
  }
}
