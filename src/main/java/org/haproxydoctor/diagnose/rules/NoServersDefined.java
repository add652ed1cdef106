package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.observe.Observations;

/// The backend has no server: it answers 503 to everybody while HAProxy calls it UP.
///
/// Not to be confused with `no-usable-servers`, where HAProxy says DOWN, nor with a section that
/// needs no server: statistics, redirects, stick tables.
final class NoServersDefined implements Rule {
  @Override
  public Cause cause() {
    return Cause.fault("no-servers-defined");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return seen.backends().stream()
        .filter(Backend::isEmpty)
        .map(backend -> examine(backend, seen))
        .toList();
  }

  private static Opinion examine(Backend backend, Observations seen) {
    Optional<Configuration> file = seen.configuration().value();
    Optional<BackendConfig> section = file.flatMap(c -> c.backend(backend.name()));
    if (section.map(BackendConfig::needsNoServers).orElse(false)) {
      return Opinion.ruledOut();
    }
    boolean named = seen.target().names().contains(backend.name());
    boolean missed = failures(backend, seen) > 0;
    boolean emptyInFile = section.map(s -> s.servers().isEmpty()).orElse(false);
    if (!named && !missed && !emptyInFile) {
      return Opinion.notExamined(
          seen.configuration()
              .reason()
              .orElse(
                  "the configuration does not tell whether " + backend.name() + " needs servers"));
    }
    Clue clue = clue(backend, seen, section);
    return Opinion.found(section.isEmpty() && !missed ? clue.inDoubt() : clue);
  }

  private static Clue clue(Backend backend, Observations seen, Optional<BackendConfig> section) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(backend.name(), "servers", "none"));
    evidence.add(Evidence.stat(backend.name(), "status", backend.status()).asContext());
    int failures = failures(backend, seen);
    if (failures > 0) {
      evidence.add(
          new Evidence(
              Evidence.Witness.HAPROXY, "log", backend.name(), "termination SC", "" + failures));
    }
    section.map(s -> Evidence.config(backend.name(), "section", s.line())).ifPresent(evidence::add);
    Clue clue =
        Clue.of(backend.name(), "the backend has no servers, every request to it fails", evidence)
            .withFacts(Map.of("backend", backend.name(), "target", backend.name()));
    return section.map(s -> clue.withFacts(Facts.at(s.line()))).orElse(clue);
  }

  /// @return how many requests ended in this backend without a server, by the log
  private static int failures(Backend backend, Observations seen) {
    return seen.log()
        .value()
        .map(LogWitness::terminations)
        .map(t -> t.getOrDefault(backend.name(), Map.of()).getOrDefault("SC", 0))
        .orElse(0);
  }
}
