package org.haproxydoctor.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.diagnose.Serving;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.StatTable;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Listed;
import org.haproxydoctor.observe.Selection;
import org.haproxydoctor.observe.SortKey;
import org.haproxydoctor.observe.StateWord;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.report.CsvStat;
import org.haproxydoctor.report.JsonStat;
import org.haproxydoctor.report.StatReport;
import org.haproxydoctor.report.TextStat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stat`: the state of proxies and servers as HAProxy tells it.
@Command(
    name = "stat",
    description = {
      "Shows the state of proxies and servers as HAProxy tells it.",
      "The exit status is about what was named, whatever lines --state and --type choose: 0 when"
          + " all that should serve does, 1 when a server fails, 2 when a backend serves nobody."
    })
public final class StatCommand implements Callable<Integer>, Output.Offer {
  @Parameters(
      paramLabel = "PROXY[/SERVER]",
      arity = "0..*",
      description = "What to show. Default: every proxy.")
  List<String> targets = new ArrayList<>();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only lines in one of these states: ${COMPLETION-CANDIDATES}.")
  Set<StateWord> states = EnumSet.noneOf(StateWord.class);

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "Only lines of these types: ${COMPLETION-CANDIDATES}.")
  Set<Listed.Kind> kinds = EnumSet.noneOf(Listed.Kind.class);

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description =
          "${COMPLETION-CANDIDATES}: worst, most or latest first. Default: config, HAProxy's own"
              + " order.")
  SortKey sort = SortKey.CONFIG;

  @Option(names = "--reverse", description = "Turns the order round.")
  boolean reverse;

  @Option(
      names = "--raw",
      description = "With --output json: HAProxy's own columns too. CSV always has them.")
  boolean raw;

  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final Screen screen;
  private final Looking looking;

  public StatCommand(CommonOptions options, Screen screen, Looking looking) {
    this.options = options;
    this.screen = screen;
    this.looking = looking;
    this.spec = CommandSpec.create();
  }

  @Override
  public boolean offers(Output output) {
    return true;
  }

  @Override
  public Integer call() {
    StatReport report = look();
    if (!options.quiet || report.status() != Status.OK) {
      print(report);
    }
    return ExitCode.of(report.status()).value();
  }

  private StatReport look() {
    long start = System.nanoTime();
    Target target = new Target(targets);
    try (Collector looks = looking.at(target, options, Deadline.in(options.budget))) {
      looks
          .trouble()
          .ifPresent(t -> {
            throw new CannotLookException(t.what(), t.hint());
          });
      StatTable table = Looking.seen(looks.statTable());
      Proxies proxies = Looking.seen(looks.proxies());
      TargetNames.checkAny(target, proxies);
      return new StatReport(
          target,
          looks.process().value(),
          looks.socket(),
          table,
          proxies,
          new Selection(target, kinds, states, sort, reverse).from(proxies),
          Serving.of(
              proxies,
              target,
              // As `diagnose` sees it: requests that meet a rule do reach a server.
              b -> looks.configuration().value().map(c -> c.servesByRule(b)).orElse(false)),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void print(StatReport report) {
    PrintWriter out = spec.commandLine().getOut();
    switch (options.output) {
      case TEXT -> TextStat.write(report, screen.out(out, options));
      case JSON -> JsonStat.write(report, raw, out);
      case CSV -> CsvStat.write(report, out);
    }
  }
}
