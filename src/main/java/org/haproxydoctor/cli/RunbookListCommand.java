package org.haproxydoctor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.report.JsonRunbook;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.TextRunbook;
import org.haproxydoctor.runbook.RunbookLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `runbook list`: the runbooks at hand and the alerts they answer.
@Command(name = "list", description = "Lists the runbooks and the alerts they answer.")
public final class RunbookListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommonOptions options;
  private final Screen screen;
  private final Supplier<RunbookLibrary> runbooks;

  public RunbookListCommand(
      CommonOptions options, Screen screen, Supplier<RunbookLibrary> runbooks) {
    this.options = options;
    this.screen = screen;
    this.runbooks = runbooks;
  }

  @Override
  public Integer call() {
    RunbookLibrary library = runbooks.get();
    List<RunbookLibrary.Entry> entries = library.list();
    List<String> warnings = library.warnings();
    if (options.wantsJson()) {
      JsonRunbook.list(entries, warnings, spec.commandLine().getOut());
    } else {
      TextRunbook.list(entries, screen.out(spec.commandLine().getOut(), options));
    }
    Page err = screen.err(spec.commandLine().getErr(), options);
    warnings.forEach(w -> err.line("haproxy-doctor: " + w + "."));
    return (entries.isEmpty() ? ExitCode.UNKNOWN : ExitCode.OK).value();
  }
}
