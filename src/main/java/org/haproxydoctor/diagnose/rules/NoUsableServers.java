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

/// The backend has servers, and none of them takes traffic: everybody gets 503.
///
/// A consequence: what made each server unusable comes first, and where one cause covers all of
/// them this one goes unsaid.
final class NoUsableServers implements Rule {
  private static final int SHOWN = 5;

  @Override
  public Cause cause() {
    return Cause.fault("no-usable-servers", "No server takes traffic");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return seen.backends().stream().map(NoUsableServers::examine).toList();
  }

  private static Opinion examine(Backend backend) {
    if (backend.isEmpty()) {
      return Opinion.notConcerned();
    }
    if (!backend.serves()) {
      return Opinion.found(clue(backend));
    }
    boolean allWell = backend.servers().stream().allMatch(Server::usable);
    return allWell ? Opinion.notConcerned() : Opinion.ruledOut();
  }

  private static Clue clue(Backend backend) {
    String name = backend.name();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(name, "act", "" + backend.activeUsable()));
    evidence.add(Evidence.stat(name, "bck", "" + backend.backupUsable()));
    backend.servers().stream()
        .limit(SHOWN)
        .map(s -> Evidence.stat(s.ref(), "status", s.status().raw()).asContext())
        .forEach(evidence::add);
    return Clue.of(name, "no server takes traffic", evidence)
        .withFacts(Map.of("backend", name, "target", name));
  }
}
