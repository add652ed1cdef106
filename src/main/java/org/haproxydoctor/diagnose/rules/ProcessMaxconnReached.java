package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.Observations;

/// The process has as many connections as its global `maxconn` allows: new visitors wait in the
/// kernel, and HAProxy neither sees nor logs them.
///
/// From outside it looks like a network that swallows packets. A frontend may reach its own, lower
/// limit alone.
final class ProcessMaxconnReached implements Rule {
  @Override
  public Cause cause() {
    return Cause.fault("process-maxconn-reached");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    Optional<ProcessInfo> now = seen.traffic().value().flatMap(Traffic::last);
    Optional<ProcessInfo> before = seen.traffic().value().flatMap(Traffic::first);
    if (now.isEmpty() || before.isEmpty()) {
      return List.of();
    }
    return List.of(
        Opinion.foundIf(isFull(now.get()) && isFull(before.get()), () -> clue(now.get(), seen)));
  }

  private static boolean isFull(ProcessInfo process) {
    OptionalLong most = process.maxConnections();
    return most.isPresent()
        && most.getAsLong() > 0
        && process.connections().orElse(0) >= most.getAsLong();
  }

  private static Clue clue(ProcessInfo process, Observations seen) {
    long most = process.maxConnections().orElse(0);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.info("CurrConns", process.connections().orElse(0)));
    evidence.add(Evidence.info("Maxconn", most));
    process
        .number("MaxconnReached")
        .ifPresent(times -> evidence.add(Evidence.info("MaxconnReached", times)));
    process
        .number("Ulimit-n")
        .ifPresent(n -> evidence.add(Evidence.info("Ulimit-n", n).asContext()));
    Optional<ConfigLine> line = seen.configuration().value().flatMap(c -> c.global().maxconn());
    line.map(l -> Evidence.config(Clue.PROCESS, "global", l)).ifPresent(evidence::add);
    Clue clue =
        Clue.of(
                Clue.PROCESS,
                "all " + most + " connections of the process are in use, new visitors wait unseen",
                evidence)
            .withFacts(Map.of("maxconn", "" + most));
    return line.map(l -> clue.withFacts(Facts.at(l))).orElse(clue);
  }
}
