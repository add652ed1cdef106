package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.cli.Diagnosing.Made;
import org.haproxydoctor.cli.Diagnosing.Question;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.report.DiagnosisReport;
import org.haproxydoctor.report.JsonDiagnosis;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.StepLines;
import org.haproxydoctor.report.TextDiagnosis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diagnose`: walks a runbook, names the root cause, offers the way out.
@Command(
    name = "diagnose",
    description = "Names the root cause of what is wrong, with evidence, and the way out.")
public final class DiagnoseCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "BACKEND[/SERVER]",
      arity = "0..*",
      description = "What to look at. Default: every backend.")
  List<String> targets = new ArrayList<>();

  @Option(
      names = "--runbook",
      paramLabel = "ID|ALERT|FILE",
      description = "The runbook to walk. Default: the built-in one that fits.")
  @Nullable String runbook;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description =
          "Time between two readings of HAProxy's counters. Default: 1s, more where traffic is"
              + " rare, less during an outage, and none where nothing goes wrong.")
  @Nullable Duration interval;

  @Option(
      names = "--no-variations",
      description =
          "Repeat each failing health check as it is, and do not try it with single changes.")
  boolean noVariations;

  @Option(
      names = {"-i", "--interactive"},
      description =
          "Then walk through the way out, step by step, until the recovery is seen. Needs a"
              + " terminal.")
  boolean interactive;

  @Mixin Netns netns = new Netns();

  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final Screen screen;
  private final NamespaceEntry entry;
  private final Diagnosing diagnosing;
  private final Guide guide;

  public DiagnoseCommand(
      CommonOptions options,
      Screen screen,
      NamespaceEntry entry,
      Diagnosing diagnosing,
      Guide guide) {
    this.options = options;
    this.screen = screen;
    this.entry = entry;
    this.diagnosing = diagnosing;
    this.guide = guide;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    Question question =
        new Question(
            targets, Optional.ofNullable(runbook), Optional.ofNullable(interval), !noVariations);
    if (interactive) {
      guide.check(spec);
    }
    Deadline deadline = Deadline.in(options.budget);
    try (Collector looks = diagnosing.looks(question, deadline)) {
      Optional<Integer> instead = entry.instead(looks, options, netns);
      if (instead.isPresent()) {
        return instead.get();
      }
      if (interactive) {
        return guide.begin(looks, question, deadline, false, spec);
      }
      Page page = screen.out(spec.commandLine().getOut(), options);
      Made made =
          diagnosing.make(looks, question, deadline, page, !options.wantsJson() && !options.quiet);
      Status status = made.report().diagnosis().status();
      if (!options.quiet || status != Status.OK) {
        print(made.report(), page, made.lines());
      }
      return ExitCode.of(status).value();
    }
  }

  private void print(DiagnosisReport report, Page page, StepLines lines) {
    if (options.wantsJson()) {
      JsonDiagnosis.write(report, spec.commandLine().getOut());
      return;
    }
    if (options.quiet) {
      report.steps().forEach(lines::add);
    }
    if (report.diagnosis().status() != Status.OK) {
      lines.showAll();
    }
    TextDiagnosis.write(report, page);
  }
}
