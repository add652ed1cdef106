package org.haproxydoctor.diagnose.rules;

import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.observe.ServerCase;

/// The configuration says `disabled` on the server's line or a `default-server` line.
///
/// Not to be confused with `maintenance-by-operator`: both force the same maintenance, and only the
/// configuration's own flag, or its line, tells them apart. Nor with `maintenance-from-state-file`,
/// which brings back an operator's. The flag alone, left over after `state ready`, is no
/// maintenance.
final class MaintenanceByConfig implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.planned("maintenance-by-config");
  }

  @Override
  public Opinion examine(ServerCase server) {
    return switch (Maintenance.of(server)) {
      case NONE -> Opinion.notConcerned();
      case OTHER, BY_OPERATOR, FROM_STATE_FILE, BY_AGENT -> Opinion.ruledOut();
      case BY_CONFIG -> Opinion.found(clue(server));
      case FORCED_BY_EITHER ->
          Opinion.notExamined(
              server
                  .all()
                  .configuration()
                  .reason()
                  .orElse("neither HAProxy nor the configuration tells who disabled the server"));
    };
  }

  private static Clue clue(ServerCase server) {
    Clue clue = Maintenance.clue(server, "kept in maintenance by `disabled` in the configuration");
    return server
        .configured()
        .flatMap(ServerConfig::disabledAt)
        .map(line -> clue.withFacts(Facts.at(line)))
        .orElse(clue);
  }
}
