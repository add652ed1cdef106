package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.observe.Observations;

/// This user may not connect to HAProxy's socket.
///
/// Not to be confused with `haproxy-not-running`: the file is there, and often so is the process.
final class SocketForbidden implements Rule {
  @Override
  public Cause cause() {
    return Cause.fault("socket-forbidden");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return seen.socketTrouble().map(t -> examine(t, seen)).stream().toList();
  }

  private static Opinion examine(SocketTrouble trouble, Observations seen) {
    return Opinion.foundIf(
        trouble.kind() == SocketTrouble.Kind.FORBIDDEN, () -> clue(trouble, seen));
  }

  private static Clue clue(SocketTrouble trouble, Observations seen) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            Evidence.Witness.PROBE,
            "probe",
            Clue.PROCESS,
            "connect " + trouble.socket(),
            trouble.what()));
    List<String> files = seen.configuration().value().map(Configuration::files).orElse(List.of());
    seen.host().value().map(h -> h.processesFor(files)).orElse(List.of()).stream()
        .map(p -> Evidence.host(Clue.PROCESS, "process named haproxy", "" + p.pid()))
        .forEach(evidence::add);
    return Clue.of(
            Clue.PROCESS, "this user has no right to connect to " + trouble.socket(), evidence)
        .withFacts(Map.of("socket", trouble.socket()));
  }
}
