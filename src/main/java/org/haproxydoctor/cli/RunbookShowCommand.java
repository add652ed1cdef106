package org.haproxydoctor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.report.JsonRunbook;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.Printable;
import org.haproxydoctor.report.TextRunbook;
import org.haproxydoctor.runbook.Runbook;
import org.haproxydoctor.runbook.RunbookChoice;
import org.haproxydoctor.runbook.RunbookFile;
import org.haproxydoctor.runbook.RunbookLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `runbook show`: one runbook, laid out on a terminal, as it was written in a pipe.
@Command(
    name = "show",
    description = {
      "Shows a runbook: laid out for reading on a terminal, the Markdown itself in a pipe."
    })
public final class RunbookShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID|ALERT|FILE", description = "Which; see haproxy-doctor runbook list.")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommonOptions options;
  private final Screen screen;
  private final Supplier<RunbookLibrary> runbooks;

  public RunbookShowCommand(
      CommonOptions options, Screen screen, Supplier<RunbookLibrary> runbooks) {
    this.options = options;
    this.screen = screen;
    this.runbooks = runbooks;
  }

  @Override
  public Integer call() {
    Runbook runbook = new RunbookChoice(runbooks.get()).named(name);
    PrintWriter out = spec.commandLine().getOut();
    Page page = screen.out(out, options);
    if (options.wantsJson()) {
      JsonRunbook.show(runbook, out);
    } else if (page.look().terminal()) {
      TextRunbook.show(runbook, page);
    } else {
      out.print(Printable.lines(RunbookFile.read(Path.of(runbook.source()))));
    }
    return ExitCode.OK.value();
  }
}
