package org.haproxydoctor.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.runbook.Mitigation;
import org.haproxydoctor.runbook.StepResult;

/// Everything a run of `diagnose` has to tell.
///
/// @param seen what the diagnosis was made of
/// @param socket the address that answered; empty when none did
/// @param waysOut cause id to the runbook steps that may help, the walked runbook's first
/// @param took the whole run
public record DiagnosisReport(
    Observations seen,
    Optional<String> socket,
    Diagnosis diagnosis,
    List<StepResult> steps,
    Map<String, List<Mitigation>> waysOut,
    Duration took) {

  public DiagnosisReport {
    steps = List.copyOf(steps);
    waysOut = Map.copyOf(waysOut);
  }

  Optional<ProcessInfo> process() {
    return seen.process().value();
  }

  Gentleness gentleness() {
    return Gentleness.of(seen.probes().values().stream().map(ServerProbes::connections).toList());
  }

  /// The steps that may help against a finding, with this very incident's names and values filled
  /// in.
  public List<WayOut> waysOut(Finding finding) {
    Map<String, Map<String, String>> subjects = new LinkedHashMap<>();
    IncidentValues values = new IncidentValues(seen, socket);
    for (Clue clue : finding.clues()) {
      if (subjects.size() < WayOut.MOST_SUBJECTS) {
        subjects.computeIfAbsent(clue.subject(), _ -> values.with(clue.facts(), finding));
      }
    }
    return waysOut.getOrDefault(finding.cause().id(), List.of()).stream()
        .map(mitigation -> WayOut.of(mitigation, subjects))
        .toList();
  }
}
