package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.haproxydoctor.cli.Diagnosing.Question;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `runbook run`: a runbook from its first step to the recovery, those by hand included.
@Command(
    name = "run",
    description = "Walks through a runbook, step by step, from the diagnosis to the recovery.")
public final class RunbookRunCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "ID|ALERT|FILE",
      description = "Which; see haproxy-doctor runbook list.")
  String name = "";

  @Parameters(
      index = "1..*",
      paramLabel = "BACKEND[/SERVER]",
      arity = "0..*",
      description = "What it is about. Default: every backend.")
  List<String> targets = new ArrayList<>();

  @Mixin Netns netns = new Netns();
  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final NamespaceEntry entry;
  private final Diagnosing diagnosing;
  private final Guide guide;

  public RunbookRunCommand(
      CommonOptions options, NamespaceEntry entry, Diagnosing diagnosing, Guide guide) {
    this.options = options;
    this.entry = entry;
    this.diagnosing = diagnosing;
    this.guide = guide;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    guide.check(spec);
    Question question = new Question(targets, Optional.of(name), Optional.empty(), true);
    Deadline deadline = Deadline.in(options.budget);
    try (Collector looks = diagnosing.looks(question, deadline)) {
      Optional<Integer> instead = entry.instead(looks, options, netns);
      return instead.isPresent()
          ? instead.get()
          : guide.begin(looks, question, deadline, true, spec);
    }
  }
}
