package org.haproxydoctor.diagnose.rules;

import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.observe.ServerCase;

/// Someone put the server into maintenance over the Runtime API or the stats page.
///
/// Not to be confused with `disabled` in the configuration (`maintenance-by-config`), a name
/// without address (`name-unresolved`) or a tracked server in maintenance. An agent may have done
/// it too, which casts doubt where one is configured.
final class MaintenanceByOperator implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.planned("maintenance-by-operator");
  }

  @Override
  public Opinion examine(ServerCase server) {
    return switch (Maintenance.of(server)) {
      case NONE -> Opinion.notConcerned();
      case OTHER, BY_CONFIG -> Opinion.ruledOut();
      case BY_OPERATOR -> Opinion.found(hasAgent(server) ? clue(server).inDoubt() : clue(server));
      case FORCED_BY_EITHER -> Opinion.found(clue(server).inDoubt());
    };
  }

  private static boolean hasAgent(ServerCase server) {
    return server.configured().map(s -> s.line().text().contains("agent-check")).orElse(false);
  }

  private static Clue clue(ServerCase server) {
    return Maintenance.clue(
        server, "put into maintenance by an operator, over the Runtime API or the stats page");
  }
}
