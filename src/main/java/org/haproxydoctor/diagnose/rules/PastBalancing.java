package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration.UseServer;
import org.haproxydoctor.observe.ServerCase;

/// A server out of the balancing that `use-server` still leads to: HAProxy counts it as unusable
/// and calls a backend of such servers DOWN, yet passes on to it whatever meets the rule.
final class PastBalancing {
  private PastBalancing() {}

  /// @param clue why no balanced traffic comes
  /// @return the same, with the rule that contradicts; in doubt where it would explain an outage
  static Clue of(ServerCase server, Clue clue) {
    return server
        .all()
        .ledBy(server.ref())
        .map(rule -> contradicted(server, clue, rule))
        .orElse(clue);
  }

  private static Clue contradicted(ServerCase server, Clue clue, UseServer rule) {
    List<Evidence> evidence = new ArrayList<>(clue.evidence());
    evidence.add(Evidence.config(server.ref(), "use-server", rule.line()).asContext());
    Backend backend = server.backend();
    if (!backend.serves()) {
      evidence.add(Evidence.stat(backend.name(), "status", backend.status()).asContext());
    }
    Clue more =
        new Clue(
            clue.subject(),
            clue.says() + ", but what `use-server` sends",
            evidence,
            clue.facts(),
            clue.doubtful());
    return backend.serves() ? more : more.inDoubt();
  }
}
