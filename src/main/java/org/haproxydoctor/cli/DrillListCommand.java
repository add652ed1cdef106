package org.haproxydoctor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.lab.Drill;
import org.haproxydoctor.lab.DrillCatalog;
import org.haproxydoctor.report.JsonDrill;
import org.haproxydoctor.report.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `drill list`: what there is to rehearse.
@Command(name = "list", description = "Lists the faults that can be rehearsed.")
public final class DrillListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommonOptions options;
  private final Screen screen;
  private final Supplier<DrillCatalog> catalog;

  public DrillListCommand(CommonOptions options, Screen screen, Supplier<DrillCatalog> catalog) {
    this.options = options;
    this.screen = screen;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    List<Drill> drills = catalog.get().all();
    if (options.wantsJson()) {
      JsonDrill.writeList(
          drills.stream().map(d -> new JsonDrill.Entry(d.name(), d.title(), d.healthy())).toList(),
          spec.commandLine().getOut());
    } else {
      Page page = screen.out(spec.commandLine().getOut(), options);
      int width = drills.stream().mapToInt(d -> d.name().length()).max().orElse(0);
      drills.forEach(d -> page.line(("%-" + width + "s  %s").formatted(d.name(), d.title())));
    }
    return ExitCode.OK.value();
  }
}
