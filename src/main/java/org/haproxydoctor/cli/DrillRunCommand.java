package org.haproxydoctor.cli;

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
import org.haproxydoctor.lab.Rehearsal;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.haproxydoctor.report.JsonDrill;
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
    })
public final class DrillRunCommand implements Callable<Integer> {
  private static final String INSIDE = "--inside-namespace";

  @Parameters(paramLabel = "FAULT", arity = "0..1", description = "One of those that list names.")
  @Nullable String fault;

  @Option(names = "--all", description = "Rehearse every fault, one after the other.")
  boolean all;

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
    if (all) {
      return everyDrill();
    }
    Drill drill = catalog.get().named(String.valueOf(fault));
    if (drill.namespace() && !inside) {
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
    HaproxyBinary binary = HaproxyBinary.find(Optional.ofNullable(haproxy), searchPath);
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
      DrillOutcome outcome = diagnosis.judge();
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

  private int everyDrill() {
    int worst = ExitCode.OK.value();
    List<String> documents = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Drill drill : catalog.get().all()) {
      int status;
      if (options.wantsJson()) {
        Launcher.Captured said = launcher.get().capture(argumentsFor(drill), true);
        documents.add(said.out());
        status = said.status();
      } else {
        status = launcher.get().show(argumentsFor(drill));
      }
      if (status != ExitCode.OK.value()) {
        failed.add(drill.name());
        worst = Math.max(worst, status);
      }
    }
    if (options.wantsJson()) {
      JsonDrill.writeAll(documents, spec.commandLine().getOut());
    } else if (!options.quiet || !failed.isEmpty()) {
      new DrillScreen(screen.err(spec.commandLine().getErr(), options)).summary(failed);
    }
    return worst;
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
