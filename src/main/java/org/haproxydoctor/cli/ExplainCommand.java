package org.haproxydoctor.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.causes.CauseEntry;
import org.haproxydoctor.causes.CauseLibrary;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.report.JsonCause;
import org.haproxydoctor.report.TextCause;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `explain`: the catalogue of causes, offline.
@Command(
    name = "explain",
    description = {
      "Explains a root cause: what gives it away, what it is mistaken for, the way out.",
      "Without an id: lists all causes."
    })
public final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CAUSE",
      arity = "0..1",
      completionCandidates = Ids.class,
      description = "The id of a cause, such as health-path-not-found.")
  @Nullable String id;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommonOptions options;
  private final Screen screen;

  public ExplainCommand(CommonOptions options, Screen screen) {
    this.options = options;
    this.screen = screen;
  }

  /// The ids that can be asked for; public for picocli.
  public static final class Ids implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return all().iterator();
    }

    static List<String> all() {
      return Catalog.ids().stream().sorted().toList();
    }
  }

  @Override
  public Integer call() {
    List<String> ids = Ids.all();
    PrintWriter out = spec.commandLine().getOut();
    if (id == null) {
      List<CauseEntry> entries = ids.stream().map(CauseLibrary::entry).toList();
      if (options.wantsJson()) {
        JsonCause.list(entries, out);
      } else {
        TextCause.list(entries, screen.out(out, options));
      }
      return ExitCode.OK.value();
    }
    if (!ids.contains(id)) {
      throw new WrongWordException(spec.commandLine(), "cause", id, ids);
    }
    CauseEntry entry = CauseLibrary.entry(id);
    if (options.wantsJson()) {
      JsonCause.write(entry, out);
    } else {
      TextCause.write(entry, screen.out(out, options));
    }
    return ExitCode.OK.value();
  }
}
