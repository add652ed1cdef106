package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.observe.Target;

/// Adds the causes that a runbook's own outcomes name to what the built-in rules found.
///
/// They come after the rules' findings of the same severity: an author's word is one witness.
public final class OutcomeFindings {
  private OutcomeFindings() {}

  public static Diagnosis merge(Diagnosis rules, List<StepResult> steps, Target target) {
    List<Finding> findings = new ArrayList<>(rules.findings());
    Status status = rules.status();
    for (StepResult step : steps) {
      Optional<Finding> more = step.outcome().flatMap(o -> finding(o, step, target));
      if (more.isPresent() && !alreadyThere(findings, more.get())) {
        insert(findings, more.get());
        status = worse(status, more.get().severity());
      }
    }
    return new Diagnosis(status, findings, rules.ruledOut(), rules.notExamined());
  }

  private static Optional<Finding> finding(Outcome outcome, StepResult step, Target target) {
    return outcome
        .cause()
        .map(id -> {
          String subject = target.isEverything() ? Clue.PROCESS : String.join(", ", target.names());
          Evidence evidence =
              new Evidence(
                  Evidence.Witness.PROBE,
                  "runbook " + step.runbook() + " " + step.id(),
                  subject,
                  step.title(),
                  step.says());
          return new Finding(
              Cause.fault(id, id),
              severity(outcome.level().orElse(Level.WARNING)),
              Certainty.LIKELY,
              step.says(),
              List.of(Clue.of(subject, step.says(), List.of(evidence))));
        });
  }

  private static boolean alreadyThere(List<Finding> findings, Finding more) {
    return findings.stream().anyMatch(f -> f.cause().id().equals(more.cause().id()));
  }

  private static void insert(List<Finding> findings, Finding more) {
    int at = 0;
    while (at < findings.size() && findings.get(at).severity().compareTo(more.severity()) <= 0) {
      at++;
    }
    findings.add(at, more);
  }

  private static Severity severity(Level level) {
    return switch (level) {
      case CRITICAL -> Severity.CRITICAL;
      case WARNING -> Severity.WARNING;
      case OK, INFO -> Severity.INFO;
    };
  }

  private static Status worse(Status status, Severity severity) {
    return switch (severity) {
      case CRITICAL -> status == Status.UNKNOWN ? status : Status.CRITICAL;
      case WARNING -> status == Status.OK ? Status.WARNING : status;
      case INFO -> status;
    };
  }
}
