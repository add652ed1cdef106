package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// Someone put the server into maintenance over the Runtime API or the stats page, or closed a
/// frontend.
///
/// Not to be confused with `disabled` in the configuration (`maintenance-by-config`), a name
/// without address (`name-unresolved`), a tracked server in maintenance, or one that a state file
/// brought back (`maintenance-from-state-file`). An agent may have done it too
/// (`agent-reports-down`), which casts doubt unless the agent says otherwise.
final class MaintenanceByOperator implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.planned("maintenance-by-operator");
  }

  @Override
  public List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    return Stream.concat(
            ServerRule.super.examine(seen, suspects).stream(),
            ClosedFrontends.of(seen).stream().map(Opinion::found))
        .toList();
  }

  @Override
  public Opinion examine(ServerCase server) {
    return switch (Maintenance.of(server)) {
      case NONE -> Opinion.notConcerned();
      case OTHER, BY_CONFIG, FROM_STATE_FILE, BY_AGENT -> Opinion.ruledOut();
      case BY_OPERATOR ->
          Opinion.found(mayBeAgents(server) ? clue(server).inDoubt() : clue(server));
      case FORCED_BY_EITHER -> Opinion.found(clue(server).inDoubt());
    };
  }

  private static boolean mayBeAgents(ServerCase server) {
    return AgentWord.of(server)
        .map(a -> a.reply().map(AgentReply::saysReady).map(r -> !r).orElse(true))
        .orElse(false);
  }

  private static Clue clue(ServerCase server) {
    return Maintenance.clue(
        server, "put into maintenance by an operator, over the Runtime API or the stats page");
  }
}
