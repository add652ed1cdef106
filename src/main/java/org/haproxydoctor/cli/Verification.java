package org.haproxydoctor.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.cli.Diagnosing.Made;
import org.haproxydoctor.cli.Diagnosing.Question;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.guide.Recovery;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.Printable;
import org.haproxydoctor.report.StepLines;
import org.haproxydoctor.report.TextDiagnosis;
import org.haproxydoctor.runbook.Phase;
import org.haproxydoctor.runbook.Step;
import org.haproxydoctor.runbook.StepResult;
import org.haproxydoctor.runbook.Walk;
import org.haproxydoctor.shell.CtrlC;
import picocli.CommandLine.Model.CommandSpec;

/// Whether what was found is over: first the servers' own checks, then another diagnosis.
final class Verification {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration ONE_LOOK = Duration.ofSeconds(5);

  /// Whether requests flow and fail can only be told by two readings.
  private static final Duration COUNTING = Duration.ofSeconds(2);

  private static final int BAR = 20;

  /// Of a line that is written over and over.
  private static final int COLUMNS = 79;

  private final GuidedWalk.Means means;
  private final Question question;
  private final Made made;
  private final CommandSpec spec;

  /// @param made the diagnosis with what has to be over
  Verification(GuidedWalk.Means means, Question question, Made made, CommandSpec spec) {
    this.means = means;
    this.question = question;
    this.made = made;
    this.spec = spec;
  }

  /// What it came to.
  ///
  /// @param status of the diagnosis at its end
  /// @param says one line
  record Result(Status status, String says, boolean isRecovered) {}

  Result take(Page page, Page err) {
    List<ServerRef> unwell = unwell();
    if (!unwell.isEmpty()) {
      Recovery recovery = awaited(unwell);
      page.line(
          recovery.isComplete() ? Page.Style.GOOD : Page.Style.BAD,
          recovery.says(unwell.size()) + (recovery.isComplete() ? ", each by its own check" : ""));
      if (!recovery.isComplete()) {
        return new Result(made.report().diagnosis().status(), recovery.says(unwell.size()), false);
      }
    }
    err.line("Diagnosing once more");
    return confirmed(page);
  }

  private List<ServerRef> unwell() {
    Proxies proxies = made.report().seen().proxies().value().orElse(Proxies.NONE);
    Set<String> known =
        proxies.backends().stream()
            .flatMap(b -> b.servers().stream())
            .map(s -> s.ref().toString())
            .collect(Collectors.toSet());
    return TextDiagnosis.faults(made.report().diagnosis()).stream()
        .flatMap(f -> f.subjects().stream())
        .distinct()
        .filter(known::contains)
        .flatMap(s -> ServerRef.parse(s).stream())
        .toList();
  }

  private Recovery awaited(List<ServerRef> servers) {
    Deadline deadline = Deadline.in(LONGEST);
    PrintWriter err = spec.commandLine().getErr();
    Recovery recovery = look(servers);
    try (CtrlC _ = CtrlC.interrupts(Thread.currentThread())) {
      while (!recovery.isComplete() && !deadline.passed()) {
        err.print("\r" + bar(recovery, servers.size(), deadline));
        err.flush();
        Thread.sleep(BETWEEN_LOOKS);
        Recovery next = look(servers);
        // A look that was broken off has seen nothing.
        recovery = Thread.currentThread().isInterrupted() ? recovery : next;
      }
    } catch (InterruptedException _) {
      // Whoever stopped it is asked what comes next.
    } finally {
      err.print("\r" + " ".repeat(COLUMNS) + "\r");
      err.flush();
    }
    boolean _ = Thread.interrupted();
    return recovery;
  }

  /// @return as long as the line before it, so that nothing of that one stays
  private static String bar(Recovery recovery, int all, Deadline deadline) {
    int full = BAR * recovery.back().size() / all;
    String line =
        "["
            + "#".repeat(full)
            + "-".repeat(BAR - full)
            + "] "
            + recovery.back().size()
            + " of "
            + all
            + " back, "
            + HaproxyDuration.forPeople(deadline.left().truncatedTo(ChronoUnit.SECONDS))
            + " left; "
            + recovery.missing().getFirst();
    return Printable.line(line + " ".repeat(COLUMNS)).substring(0, COLUMNS);
  }

  private Recovery look(List<ServerRef> servers) {
    Target target = new Target(servers.stream().map(ServerRef::toString).toList());
    try (Collector looks = means.looking().at(target, means.options(), Deadline.in(ONE_LOOK))) {
      return looks
          .proxies()
          .value()
          .map(now -> Recovery.of(servers, now))
          .orElseGet(Recovery::unanswered);
    }
  }

  private Result confirmed(Page page) {
    Deadline deadline = Deadline.in(means.options().budget);
    Question twice = question.withInterval(COUNTING);
    try (Collector looks = means.diagnosing().looks(twice, deadline)) {
      Made again = means.diagnosing().make(looks, twice, deadline, page, false);
      StepLines lines = new StepLines(page, () -> "");
      lines.showAll();
      Set<String> automatic =
          made.walked().steps(Phase.VERIFICATION).stream()
              .filter(s -> s.block().isPresent())
              .map(Step::id)
              .collect(Collectors.toSet());
      List<StepResult> steps =
          new Walk(
                  made.walked(),
                  looks,
                  Diagnosing.variables(question.target()),
                  s -> show(s, automatic, lines))
              .run(Phase.VERIFICATION, deadline);
      Diagnosis diagnosis = again.report().diagnosis();
      TextDiagnosis.writeCauses(again.report(), page);
      Optional<String> problem =
          steps.stream()
              .filter(s -> s.word() == StepResult.Word.PROBLEM)
              .findFirst()
              .map(s -> s.id() + ": " + s.says());
      Optional<String> still = still(diagnosis);
      boolean isOver = problem.isEmpty() && still.isEmpty() && diagnosis.status() != Status.UNKNOWN;
      return new Result(
          diagnosis.status(),
          still
              .map(s -> s + " is still there")
              .or(() -> problem)
              .orElse("the diagnosis says " + diagnosis.status()),
          isOver);
    }
  }

  /// Those by hand are offered on their own.
  private static void show(StepResult step, Set<String> automatic, StepLines lines) {
    if (automatic.contains(step.id())) {
      lines.add(step);
    }
  }

  /// @return a cause of before that is still found
  private Optional<String> still(Diagnosis now) {
    Set<String> before =
        TextDiagnosis.faults(made.report().diagnosis()).stream()
            .map(f -> f.cause().id())
            .collect(Collectors.toSet());
    return TextDiagnosis.faults(now).stream()
        .map(Finding::cause)
        .map(c -> c.id())
        .filter(before::contains)
        .findFirst();
  }
}
