package org.haproxydoctor.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.haproxydoctor.cli.Diagnosing.Question;
import org.haproxydoctor.guide.RunFile;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `runbook resume`: diagnoses anew, and goes on behind the steps that were answered.
@Command(
    name = "resume",
    description =
        "Goes on with a walk that was stopped: looks anew, and leaves out the steps that were"
            + " answered.")
public final class RunbookResumeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "WALK",
      arity = "0..1",
      description = "As it was told at its stop. Default: the latest that did not end.")
  @Nullable String walk;

  @Mixin Netns netns = new Netns();
  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final NamespaceEntry entry;
  private final Diagnosing diagnosing;
  private final Guide guide;

  public RunbookResumeCommand(
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
    RunFile file = guide.file(Optional.ofNullable(walk));
    Question question = guide.again(file);
    Deadline deadline = Deadline.in(options.budget);
    try (Collector looks = diagnosing.looks(question, deadline)) {
      Optional<Integer> instead = entry.instead(looks, options, netns);
      return instead.isPresent()
          ? instead.get()
          : guide.resume(file, looks, question, deadline, spec);
    }
  }
}
