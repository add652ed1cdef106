package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.Target;

/// Adds the causes that a runbook's own outcomes name to what the built-in rules found.
///
/// They come after the rules' findings of the same severity: an author's word is one witness.
public final class OutcomeFindings {
  private OutcomeFindings() {}

  public static Diagnosis merge(Diagnosis rules, List<StepResult> steps, Target target) {
    Map<String, Finding> own = new LinkedHashMap<>();
    for (StepResult step : steps) {
      step.outcome()
          .flatMap(o -> finding(o, step, target))
          .filter(f -> !knows(rules, f))
          .ifPresent(f -> own.merge(f.cause().id(), f, OutcomeFindings::together));
    }
    List<Finding> findings = new ArrayList<>(rules.findings());
    Status status = rules.status();
    for (Finding finding : own.values()) {
      insert(findings, finding);
      status = worse(status, finding.severity());
    }
    return new Diagnosis(status, findings, rules.ruledOut(), rules.notExamined());
  }

  private static Optional<Finding> finding(Outcome outcome, StepResult step, Target target) {
    Level level = outcome.level().orElse(Level.WARNING);
    return level == Level.OK
        ? Optional.empty()
        : outcome
            .cause()
            .map(id ->
                new Finding(
                    Cause.fault(id),
                    severity(level),
                    Certainty.LIKELY,
                    step.says(),
                    clues(step, target)));
  }

  /// One clue for each name asked about, so that the way out can be made out for each.
  private static List<Clue> clues(StepResult step, Target target) {
    List<String> subjects = target.isEverything() ? List.of(Clue.PROCESS) : target.names();
    return subjects.stream().map(subject -> clue(step, subject)).toList();
  }

  private static Clue clue(StepResult step, String subject) {
    Evidence evidence =
        new Evidence(
            Evidence.Witness.PROBE,
            "runbook " + step.runbook() + " " + step.id(),
            subject,
            step.title(),
            step.says());
    Clue clue = Clue.of(subject, step.says(), List.of(evidence));
    if (subject.equals(Clue.PROCESS)) {
      return clue;
    }
    return clue.withFacts(
        ServerRef.parse(subject)
            .map(r -> Map.of("backend", r.backend(), "server", r.server(), "target", r.toString()))
            .orElse(Map.of("backend", subject)));
  }

  private static boolean knows(Diagnosis rules, Finding more) {
    return rules.findings().stream().anyMatch(f -> f.cause().id().equals(more.cause().id()));
  }

  /// Two steps that name the same cause: the first one's sentence, the worse one's severity.
  private static Finding together(Finding one, Finding other) {
    Severity worse =
        one.severity().compareTo(other.severity()) <= 0 ? one.severity() : other.severity();
    List<Clue> clues = Stream.concat(one.clues().stream(), other.clues().stream()).toList();
    return new Finding(one.cause(), worse, one.certainty(), one.summary(), clues, one.factor());
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
