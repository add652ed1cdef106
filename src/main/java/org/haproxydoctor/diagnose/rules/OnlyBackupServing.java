package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.observe.Observations;

/// All active servers are out, and the backup servers carry the load.
///
/// A consequence: what took the active servers out comes first. Not to be confused with a backend
/// that has backup servers only, nor with idle backups beside active servers.
final class OnlyBackupServing implements Rule {
  private static final int SHOWN = 5;

  @Override
  public Cause cause() {
    return Cause.fault("only-backup-serving");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return seen.backends().stream().map(OnlyBackupServing::examine).toList();
  }

  private static Opinion examine(Backend backend) {
    List<Server> active = backend.servers().stream().filter(s -> !s.backup()).toList();
    if (active.isEmpty() || active.size() == backend.servers().size() || !backend.serves()) {
      return Opinion.notConcerned();
    }
    if (active.stream().allMatch(Server::usable)) {
      return Opinion.notConcerned();
    }
    return Opinion.foundIf(backend.activeUsable() == 0, () -> clue(backend, active));
  }

  private static Clue clue(Backend backend, List<Server> active) {
    String name = backend.name();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(name, "act", "" + backend.activeUsable()));
    evidence.add(Evidence.stat(name, "bck", "" + backend.backupUsable()));
    active.stream()
        .limit(SHOWN)
        .map(s -> Evidence.stat(s.ref(), "status", s.status().raw()).asContext())
        .forEach(evidence::add);
    String who =
        active.size() == 1
            ? "the active server is"
            : "all " + active.size() + " active servers are";
    return Clue.of(name, "only backup servers carry the load, " + who + " out", evidence)
        .withFacts(Map.of("backend", name, "target", name));
  }
}
