package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.observe.Observations;

/// Frontends that somebody closed over the Runtime API (`disable frontend`, `shutdown frontend`).
///
/// A section that is `disabled` in the configuration has no row at all, and a process that is being
/// replaced closes all of its own.
final class ClosedFrontends {
  private static final Set<String> CLOSED = Set.of("STOP", "PAUSED");

  private ClosedFrontends() {}

  static List<Clue> of(Observations seen) {
    boolean leaving = seen.process().value().filter(ProcessInfo::stopping).isPresent();
    Stream<Frontend> frontends =
        seen.proxies().value().map(Proxies::frontends).orElse(List.of()).stream();
    return frontends
        .filter(f -> !leaving && CLOSED.contains(f.status()) && concerns(f, seen))
        .map(ClosedFrontends::clue)
        .toList();
  }

  private static boolean concerns(Frontend frontend, Observations seen) {
    return seen.target().isEverything()
        || seen.target().names().contains(frontend.name())
        || seen.configuration()
            .value()
            .flatMap(c -> c.taking(frontend.name()))
            .filter(l -> seen.backends().stream().anyMatch(b -> l.mayLeadTo(b.name())))
            .isPresent();
  }

  private static Clue clue(Frontend frontend) {
    return Clue.of(
            frontend.name(),
            "the frontend was closed by an operator, over the Runtime API, and accepts nobody",
            List.of(Evidence.stat(frontend.name(), "status", frontend.status())))
        .withFacts(Map.of("frontend", frontend.name()))
        .concerning(Reach.EVERYBODY);
  }
}
