package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.haproxydoctor.diagnose.Diagnoser;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Looks;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.Standpoint;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.report.DiagnosisReport;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.StepLines;
import org.haproxydoctor.runbook.Mitigation;
import org.haproxydoctor.runbook.OutcomeFindings;
import org.haproxydoctor.runbook.Phase;
import org.haproxydoctor.runbook.Problem;
import org.haproxydoctor.runbook.Runbook;
import org.haproxydoctor.runbook.RunbookChoice;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.runbook.StepResult;
import org.haproxydoctor.runbook.Walk;

/// From a question to its diagnosis: the looks, the walk through a runbook, the rules.
public final class Diagnosing {
  private final CommonOptions options;
  private final Looking looking;
  private final Supplier<RunbookLibrary> runbooks;
  private final Supplier<Diagnoser> diagnoser;

  public Diagnosing(
      CommonOptions options,
      Looking looking,
      Supplier<RunbookLibrary> runbooks,
      Supplier<Diagnoser> diagnoser) {
    this.options = options;
    this.looking = looking;
    this.runbooks = runbooks;
    this.diagnoser = diagnoser;
  }

  /// What is asked.
  ///
  /// @param runbook id, alert or file; empty for the one that fits
  /// @param interval between two readings of the counters; empty leaves it to what they say
  /// @param vary whether a failing check is also tried with single changes
  record Question(
      List<String> targets, Optional<String> runbook, Optional<Duration> interval, boolean vary) {
    Question {
      targets = List.copyOf(targets);
    }

    Question withInterval(Duration standard) {
      return new Question(targets, runbook, interval.or(() -> Optional.of(standard)), vary);
    }

    Target target() {
      return new Target(targets);
    }
  }

  /// What came of it.
  ///
  /// @param walked the runbook
  /// @param lines its steps, as far as they were shown
  record Made(DiagnosisReport report, Runbook walked, StepLines lines) {}

  /// Begins the looks that every runbook needs, and that take longest with thousands of servers.
  Collector looks(Question question, Deadline deadline) {
    Collector looks =
        looking.at(question.target(), options, question.interval(), question.vary(), deadline);
    looks.begin(Set.of(Looks.Kind.STATE, Looks.Kind.CONFIGURATION));
    return looks;
  }

  /// @param isShown whether the steps are shown as they complete
  Made make(Collector looks, Question question, Deadline deadline, Page page, boolean isShown) {
    long start = System.nanoTime();
    Target target = question.target();
    looks.begin(Set.of(Looks.Kind.TRAFFIC));
    looks.proxies().value().ifPresent(proxies -> TargetNames.check(target, proxies));
    RunbookLibrary library = runbooks.get();
    RunbookChoice choice = new RunbookChoice(library);
    Runbook walked = question.runbook().map(choice::named).orElseGet(() -> choice.fitting(looks));
    StepLines lines = new StepLines(page, () -> heading(looks, walked));
    Consumer<StepResult> listener = isShown ? lines::add : _ -> {};

    List<StepResult> steps =
        new Walk(walked, looks, variables(target), listener).run(Phase.DIAGNOSIS, deadline);
    Observations seen = looks.observations();
    Diagnosis diagnosis = OutcomeFindings.merge(diagnoser.get().diagnose(seen), steps, target);
    DiagnosisReport report =
        new DiagnosisReport(
            seen,
            looks.socket(),
            diagnosis,
            steps,
            waysOut(library, walked, diagnosis),
            Duration.ofNanos(System.nanoTime() - start));
    return new Made(report, walked, lines);
  }

  private static String heading(Collector looks, Runbook walked) {
    String process =
        looks
            .process()
            .value()
            .map(p ->
                p.name()
                    + (p.pid().isPresent() ? ", pid " + p.pid().getAsLong() : "")
                    + p.uptime().map(u -> ", up " + HaproxyDuration.forPeople(u)).orElse(""))
            .orElse("HAProxy");
    long mistakes = walked.problems().stream().filter(Problem::isError).count();
    return process
        + looks.socket().map(s -> ", " + s).orElse("")
        + "; runbook "
        + walked.id()
        + (mistakes == 0
            ? ""
            : ", which has mistakes: haproxy-doctor runbook lint " + walked.source())
        + (looks.whereabouts().standpoint() instanceof Standpoint.Inside(long pid)
            ? "\nProbed from inside HAProxy's network namespace, pid " + pid
            : "");
  }

  /// @return values of the runbook's variables
  static Map<String, String> variables(Target target) {
    if (target.names().size() != 1) {
      return Map.of();
    }
    String name = target.names().getFirst();
    int slash = name.indexOf('/');
    return slash < 0
        ? Map.of("backend", name)
        : Map.of(
            "backend",
            name.substring(0, slash),
            "server",
            name.substring(slash + 1),
            "target",
            name);
  }

  private static Map<String, List<Mitigation>> waysOut(
      RunbookLibrary library, Runbook walked, Diagnosis diagnosis) {
    Map<String, List<Mitigation>> ways = new LinkedHashMap<>();
    for (Finding finding : diagnosis.findings()) {
      String id = finding.cause().id();
      ways.put(id, library.mitigationsFor(walked, id));
    }
    return ways;
  }
}
