package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.report.JsonRunbook;
import org.haproxydoctor.report.TextRunbook;
import org.haproxydoctor.runbook.LintReport;
import org.haproxydoctor.runbook.RunbookLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `runbook lint`: what is wrong in runbooks, each problem at its place.
@Command(
    name = "lint",
    description = "Checks runbooks with the parser that also runs them.",
    footer = {"", "Exit status: 0 fine, 1 warnings, 2 errors, 3 a file could not be read."})
public final class RunbookLintCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE|FOLDER|ID",
      arity = "0..*",
      description = "What to check. Default: every runbook at hand.")
  private List<String> names = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommonOptions options;
  private final Screen screen;
  private final Supplier<RunbookLibrary> runbooks;

  public RunbookLintCommand(
      CommonOptions options, Screen screen, Supplier<RunbookLibrary> runbooks) {
    this.options = options;
    this.screen = screen;
    this.runbooks = runbooks;
  }

  @Override
  public Integer call() {
    LintReport report = LintReport.of(runbooks.get(), names);
    if (options.wantsJson()) {
      JsonRunbook.lint(report, spec.commandLine().getOut());
    } else if (!options.quiet || report.status() != Status.OK) {
      TextRunbook.lint(report, screen.out(spec.commandLine().getOut(), options));
    }
    return ExitCode.of(report.status()).value();
  }
}
