package org.haproxydoctor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.lab.Drill;
import org.haproxydoctor.lab.DrillCatalog;
import org.haproxydoctor.lab.DrillRun;
import org.haproxydoctor.lab.HaproxyBinary;
import org.haproxydoctor.lab.Launcher;
import org.haproxydoctor.lab.Namespace;
import org.haproxydoctor.lab.Needs;
import org.haproxydoctor.lab.Rehearsal;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.haproxydoctor.model.drill.DrillRow;
import org.haproxydoctor.model.drill.DrillRow.Result;
import org.haproxydoctor.report.JsonDrill;
import org.haproxydoctor.report.TextDrills;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `drill run`: shows one fault and has it diagnosed.
@Command(
    name = "run",
    description = {
      "Starts a private HAProxy with a real fault on loopback, diagnoses it, and puts it away.",
      "Exit status: 0 the true cause came first, 2 it did not, 3 the fault could not be shown."
          + " With --all: 0 none failed, 2 some did; what cannot be shown here is skipped."
    })
public final class DrillRunCommand implements Callable<Integer> {
  private static final int MOST_JOBS = 64;
  private static final String INSIDE = "--inside-namespace";

  @Parameters(paramLabel = "FAULT", arity = "0..1", description = "One of those that list names.")
  @Nullable String fault;

  @Option(names = "--all", description = "Rehearse every fault, and show a table of them.")
  boolean all;

  @Option(
      names = "--jobs",
      paramLabel = "NUMBER",
      description = "With --all: how many at a time, 1 to 64. Default: one for each processor.")
  int jobs = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_JOBS);

  @Option(
      names = "--haproxy",
      paramLabel = "PATH",
      description = "The haproxy program to rehearse with. Default: that of the search path.")
  @Nullable Path haproxy;

  @Option(
      names = "--keep",
      description = "Leave the faulty HAProxy running until Ctrl-C, to look around by hand.")
  boolean keep;

  @Option(names = INSIDE, hidden = true)
  boolean inside;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommonOptions options;
  private final Screen screen;
  private final Supplier<DrillCatalog> catalog;
  private final Supplier<Launcher> launcher;
  private final String searchPath;

  /// @param searchPath `PATH` of the environment
  public DrillRunCommand(
      CommonOptions options,
      Screen screen,
      Supplier<DrillCatalog> catalog,
      Supplier<Launcher> launcher,
      String searchPath) {
    this.options = options;
    this.screen = screen;
    this.catalog = catalog;
    this.launcher = launcher;
    this.searchPath = searchPath;
  }

  @Override
  public Integer call() {
    if (all == (fault != null) || (all && keep)) {
      throw new ParameterException(
          spec.commandLine(), "name one fault, or all of them with --all (without --keep)");
    }
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw new ParameterException(
          spec.commandLine(), "--jobs takes a number from 1 to " + MOST_JOBS);
    }
    if (all) {
      return everyDrill();
    }
    Drill drill = catalog.get().named(String.valueOf(fault));
    Optional<String> missing = inside ? Optional.empty() : Needs.missing(drill);
    if (missing.isPresent()) {
      return skipped(drill, missing.get());
    }
    if (drill.site().namespace() && !inside) {
      Optional<Namespace> namespace = Namespace.available();
      if (namespace.isPresent()) {
        List<String> arguments = argumentsFor(drill);
        arguments.add(INSIDE);
        return launcher.get().within(namespace.get()::around).show(arguments);
      }
    }
    return rehearse(drill);
  }

  private int rehearse(Drill drill) {
    long begun = System.nanoTime();
    HaproxyBinary binary = HaproxyBinary.find(Optional.ofNullable(haproxy), searchPath);
    Optional<String> obstacle = drill.cannotBeShownBy(binary);
    if (obstacle.isPresent()) {
      return skipped(drill, obstacle.get());
    }
    DrillScreen told = new DrillScreen(screen.err(spec.commandLine().getErr(), options));
    boolean silent = options.wantsJson() || options.quiet;
    if (!silent) {
      told.story(drill, binary);
    }
    try (Rehearsal rehearsal = new DrillRun(drill, binary, inside).start()) {
      DrillDiagnosis diagnosis = new DrillDiagnosis(rehearsal, launcher.get(), options);
      if (!silent) {
        told.command(rehearsal);
        diagnosis.show();
      }
      DrillOutcome outcome = diagnosis.judge(begun);
      if (options.wantsJson()) {
        JsonDrill.write(outcome, spec.commandLine().getOut());
      } else if (!options.quiet || !outcome.passed()) {
        told.outcome(outcome);
      }
      if (keep) {
        told.waitForTheEnd(rehearsal);
      }
      return (outcome.passed() ? ExitCode.OK : ExitCode.CRITICAL).value();
    }
  }

  private int skipped(Drill drill, String why) {
    if (options.wantsJson()) {
      JsonDrill.undone(drill.name(), Result.SKIPPED, why, spec.commandLine().getOut());
    } else {
      new DrillScreen(screen.err(spec.commandLine().getErr(), options)).skipped(drill, why);
    }
    return ExitCode.UNKNOWN.value();
  }

  private int everyDrill() {
    boolean silent = options.wantsJson() || options.quiet;
    DrillScreen told = new DrillScreen(screen.err(spec.commandLine().getErr(), options));
    List<AllDrills.Rehearsed> all =
        new AllDrills(launcher.get(), this::documented, jobs)
            .run(catalog.get().all(), silent ? _ -> {} : told::progress);
    List<DrillRow> rows = all.stream().map(AllDrills.Rehearsed::row).toList();
    boolean failed = rows.stream().anyMatch(r -> r.result() == Result.FAILED);
    PrintWriter out = spec.commandLine().getOut();
    if (options.wantsJson()) {
      JsonDrill.writeAll(rows, all.stream().map(AllDrills.Rehearsed::document).toList(), out);
    } else if (!options.quiet || failed) {
      TextDrills.write(rows, screen.out(out, options));
    }
    return (failed ? ExitCode.CRITICAL : ExitCode.OK).value();
  }

  private List<String> documented(Drill drill) {
    List<String> arguments = new ArrayList<>(argumentsFor(drill));
    arguments.removeIf(a -> a.startsWith("--output=") || a.equals("--quiet"));
    arguments.add("--output=json");
    return arguments;
  }

  private List<String> argumentsFor(Drill drill) {
    List<String> arguments = new ArrayList<>(List.of("drill", "run", drill.name()));
    arguments.addAll(DrillDiagnosis.passedOn(options));
    arguments.add("--output=" + options.output);
    if (haproxy != null) {
      arguments.add("--haproxy=" + haproxy.toAbsolutePath());
    }
    if (options.quiet) {
      arguments.add("--quiet");
    }
    if (keep) {
      arguments.add("--keep");
    }
    return arguments;
  }
}
