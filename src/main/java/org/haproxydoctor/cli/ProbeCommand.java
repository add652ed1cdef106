package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.ProbeWish;
import org.haproxydoctor.observe.Probed;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.observe.Url;
import org.haproxydoctor.report.JsonProbe;
import org.haproxydoctor.report.ProbeReport;
import org.haproxydoctor.report.TextProbe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `probe`: asks the servers themselves, beside what HAProxy says of them.
@Command(
    name = "probe",
    description =
        "Probes servers from here: their own health check repeated (default), a bare TCP"
            + " connection, or an HTTP request.")
public final class ProbeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "BACKEND[/SERVER]|HOST:PORT|URL",
      arity = "0..*",
      description = "What to probe. Default: every server of every backend.")
  List<String> targets = new ArrayList<>();

  @ArgGroup @Nullable Kind kind;

  @Option(names = "--method", paramLabel = "METHOD", description = "For --http; default GET.")
  String method = "GET";

  @Option(names = "--host", paramLabel = "NAME", description = "Host header, and SNI over TLS.")
  @Nullable String host;

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

  public ProbeCommand(CommonOptions options, Screen screen, Looking looking, NamespaceEntry entry) {
    this.options = options;
    this.screen = screen;
    this.looking = looking;
    this.entry = entry;
    this.spec = CommandSpec.create();
  }

  /// What to ask.
  static final class Kind {
    @Option(names = "--tcp", description = "Only connect.")
    boolean tcp;

    @Option(names = "--http", paramLabel = "PATH", description = "Ask for this path.")
    @Nullable String path;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(options.budget);
    List<String> names = targets.stream().filter(t -> !Url.isAddress(t)).toList();
    List<Probed> probed = new ArrayList<>();
    ProbeWish wish = wish();
    List<String> notUnderstood = new ArrayList<>();
    try (Collector looks =
        looking.at(new Target(names), options, Optional.empty(), !noVariations, deadline)) {
      if (targets.isEmpty() || !names.isEmpty()) {
        Optional<Integer> instead = entry.instead(looks, options, netns);
        if (instead.isPresent()) {
          return instead.get();
        }
      }
      for (String address : targets.stream().filter(Url::isAddress).toList()) {
        probed.add(looks.probe(Url.parse(address), wish));
      }
      if (targets.isEmpty() || !names.isEmpty()) {
        looks
            .trouble()
            .ifPresent(t -> {
              throw new CannotLookException(t.what(), t.hint());
            });
        TargetNames.check(looks.target(), Looking.seen(looks.proxies()));
        probed.addAll(looks.probe(wish));
        Observed<Configuration> read = looks.configuration();
        read.reason().ifPresent(notUnderstood::add);
        read.value().ifPresent(c -> c.problems().forEach(p -> notUnderstood.add(p.text())));
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return print(new ProbeReport(probed, notUnderstood, took));
  }

  private ProbeWish wish() {
    Optional<String> name = Optional.ofNullable(host).map(h -> word("--host", h));
    String verb = word("--method", method);
    if (kind != null && kind.tcp) {
      return new ProbeWish.Tcp();
    }
    return kind != null && kind.path != null
        ? new ProbeWish.Http(verb, word("--http", kind.path), name)
        : new ProbeWish.Health(name);
  }

  // Anything else would make another request of it than the one asked for.
  private String word(String option, String value) {
    boolean whole = value.chars().noneMatch(c -> c <= ' ' || Character.isISOControl(c));
    if (value.isEmpty() || !whole) {
      throw new ParameterException(
          spec.commandLine(), option + " takes one word, and '" + value + "' is none");
    }
    return value;
  }

  private int print(ProbeReport report) {
    if (!options.quiet || report.status() != Status.OK) {
      if (options.wantsJson()) {
        JsonProbe.write(report, spec.commandLine().getOut());
      } else {
        TextProbe.write(report, screen.out(spec.commandLine().getOut(), options));
      }
    }
    return ExitCode.of(report.status()).value();
  }
}
