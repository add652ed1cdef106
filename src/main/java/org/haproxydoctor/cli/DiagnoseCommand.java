package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.diagnose.Diagnoser;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Looks;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.Standpoint;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.report.DiagnosisReport;
import org.haproxydoctor.report.JsonDiagnosis;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.StepLines;
import org.haproxydoctor.report.TextDiagnosis;
import org.haproxydoctor.runbook.Mitigation;
import org.haproxydoctor.runbook.OutcomeFindings;
import org.haproxydoctor.runbook.Problem;
import org.haproxydoctor.runbook.Runbook;
import org.haproxydoctor.runbook.RunbookChoice;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.runbook.StepResult;
import org.haproxydoctor.runbook.Walk;
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

  @Mixin Netns netns = new Netns();

  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final Screen screen;
  private final Looking looking;
  private final NamespaceEntry entry;
  private final Supplier<RunbookLibrary> runbooks;
  private final Supplier<Diagnoser> diagnoser;

  public DiagnoseCommand(
      CommonOptions options,
      Screen screen,
      Looking looking,
      NamespaceEntry entry,
      Supplier<RunbookLibrary> runbooks,
      Supplier<Diagnoser> diagnoser) {
    this.options = options;
    this.screen = screen;
    this.looking = looking;
    this.entry = entry;
    this.runbooks = runbooks;
    this.diagnoser = diagnoser;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(options.budget);
    Target target = new Target(targets);
    try (Collector looks =
        looking.at(target, options, Optional.ofNullable(interval), !noVariations, deadline)) {
      // Every runbook needs these, and with thousands of servers they take longest.
      looks.begin(Set.of(Looks.Kind.STATE, Looks.Kind.CONFIGURATION));
      Optional<Integer> instead = entry.instead(looks, options, netns);
      if (instead.isPresent()) {
        return instead.get();
      }
      looks.begin(Set.of(Looks.Kind.TRAFFIC));
      looks.proxies().value().ifPresent(proxies -> TargetNames.check(target, proxies));
      RunbookLibrary library = runbooks.get();
      RunbookChoice choice = new RunbookChoice(library);
      Runbook walked = runbook == null ? choice.fitting(looks) : choice.named(runbook);
      Page page = screen.out(spec.commandLine().getOut(), options);
      StepLines lines = new StepLines(page, () -> heading(looks, walked));
      Consumer<StepResult> listener = options.wantsJson() || options.quiet ? _ -> {} : lines::add;

      List<StepResult> steps = new Walk(walked, looks, variables(target), listener).run(deadline);
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
      if (!options.quiet || diagnosis.status() != Status.OK) {
        print(report, page, lines);
      }
      return ExitCode.of(diagnosis.status()).value();
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

  private static Map<String, String> variables(Target target) {
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
