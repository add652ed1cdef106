package org.haproxydoctor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.cli.Diagnosing.Question;
import org.haproxydoctor.guide.Event;
import org.haproxydoctor.guide.RunFile;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Takes a person from a diagnosis to a recovery that was seen; what was answered is kept, so that
/// it can go on later.
public final class Guide {
  private final CommonOptions options;
  private final Screen screen;
  private final Changing changing;
  private final GuidedWalk.Means means;

  public Guide(CommonOptions options, Screen screen, Changing changing, GuidedWalk.Means means) {
    this.options = options;
    this.screen = screen;
    this.changing = changing;
    this.means = means;
  }

  /// @throws ParameterException when there is nobody to be asked
  void check(CommandSpec spec) {
    if (!screen.isSession() || options.wantsJson()) {
      throw new ParameterException(
          spec.commandLine(),
          "walking through a runbook needs a terminal and text; `diagnose` alone needs neither");
    }
  }

  /// @param looks begun, of the question
  /// @param whole whether the steps that only a person can take are gone through from the first
  /// @return the exit status
  int begin(
      Collector looks, Question question, Deadline deadline, boolean whole, CommandSpec spec) {
    RunFile file = RunFile.begin(folder(), Changing.run(Instant.now()));
    GuidedWalk walk = new GuidedWalk(means, question, whole, file, spec);
    walk.keep(
        new Event.Begun(
            Instant.now(),
            changing.who(),
            new Event.Asked(
                question.targets(),
                question.runbook(),
                options.sockets,
                options.configs.stream().map(Path::toString).toList(),
                whole)));
    return walk.run(looks, deadline);
  }

  /// @param id of a walk, or the beginning of one; empty for the latest that did not come to its
  ///   end
  /// @throws CannotLookException when there is none
  RunFile file(Optional<String> id) {
    try {
      Optional<RunFile> file =
          id.isPresent() ? RunFile.named(folder(), id.get()) : RunFile.latest(folder());
      return file.filter(f -> f.asked().isPresent())
          .orElseThrow(() ->
              new CannotLookException(
                  id.map(i -> "there is no walk '" + i + "' to go on with")
                      .orElse("there is no walk to go on with"),
                  "`diagnose -i` and `runbook run` begin one; they are kept in " + folder()));
    } catch (IOException e) {
      throw new CannotLookException(
          "the walks in " + folder() + " cannot be read", "look at the rights of the folder");
    }
  }

  /// @param looks begun, of the question
  int resume(
      RunFile file, Collector looks, Question question, Deadline deadline, CommandSpec spec) {
    boolean whole = file.asked().orElseThrow().whole();
    return new GuidedWalk(means, question, whole, file, spec).run(looks, deadline);
  }

  /// Looks where the walk began, unless the command line says otherwise.
  Question again(RunFile file) {
    Event.Asked asked = file.asked().orElseThrow();
    if (options.sockets.isEmpty()) {
      options.sockets.addAll(asked.sockets());
    }
    if (options.configs.isEmpty()) {
      asked.configs().forEach(c -> options.configs.add(Path.of(c)));
    }
    return new Question(List.copyOf(asked.targets()), asked.runbook(), Optional.empty(), true);
  }

  private Path folder() {
    return changing.folder().resolve("runs");
  }
}
