package org.haproxydoctor.cli;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.mitigate.History;
import org.haproxydoctor.report.JsonMaint;
import org.haproxydoctor.report.TextHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `maint history`: the journal.
@Command(name = "history", description = "Shows the changes that were made from here, latest last.")
public final class MaintHistoryCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final Screen screen;
  private final Changing changing;

  public MaintHistoryCommand(CommonOptions options, Screen screen, Changing changing) {
    this.options = options;
    this.screen = screen;
    this.changing = changing;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    History history = changing.history();
    if (options.wantsJson()) {
      JsonMaint.write(history, spec.commandLine().getOut());
    } else {
      TextHistory.write(
          history, ZoneId.systemDefault(), screen.out(spec.commandLine().getOut(), options));
    }
    return ExitCode.OK.value();
  }
}
