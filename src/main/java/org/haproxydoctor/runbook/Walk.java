package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Looks;

/// Takes the steps of one phase of a runbook in their order.
///
/// The looks behind the steps begin together, so that slow ones wait for each other as little as
/// possible; the steps still report in order.
public final class Walk {
  private final Runbook runbook;
  private final Looks looks;
  private final Filling filling;
  private final Consumer<StepResult> listener;

  /// @param variables values for the runbook's variables
  /// @param listener told of each step as it completes
  public Walk(
      Runbook runbook, Looks looks, Map<String, String> variables, Consumer<StepResult> listener) {
    this.runbook = runbook;
    this.looks = looks;
    this.filling = runbook.filling(variables);
    this.listener = listener;
  }

  /// Takes all steps of a phase.
  ///
  /// @param deadline for the whole walk, as the runbook's own `budget` is; steps that they do not
  ///   leave time for are skipped and say so
  public List<StepResult> run(Phase phase, Deadline deadline) {
    Deadline end = runbook.head().budget().map(deadline::within).orElse(deadline);
    looks.begin(ahead(phase));
    Map<String, StepResult> results = new LinkedHashMap<>();
    for (Step step : runbook.steps(phase)) {
      StepResult result = take(step.filled(filling), results, end);
      results.put(step.id(), result);
      listener.accept(result);
    }
    return List.copyOf(results.values());
  }

  /// A runbook without any step of ours still gets the built-in looks.
  private Set<Looks.Kind> ahead(Phase phase) {
    Set<Looks.Kind> kinds = EnumSet.noneOf(Looks.Kind.class);
    boolean automatic = false;
    for (Step step : runbook.steps(phase)) {
      Optional<Task> task = step.block().map(Block::task);
      automatic |= task.isPresent();
      task.flatMap(Walk::kind).ifPresent(kinds::add);
    }
    if (kinds.contains(Looks.Kind.STATE)) {
      kinds.add(Looks.Kind.TRAFFIC);
    }
    return automatic || phase != Phase.DIAGNOSIS ? kinds : EnumSet.allOf(Looks.Kind.class);
  }

  private static Optional<Looks.Kind> kind(Task task) {
    return Optional.ofNullable(
        switch (task.kind()) {
          case STAT -> Looks.Kind.STATE;
          case CONFIG -> Looks.Kind.CONFIGURATION;
          case LOG -> Looks.Kind.LOG;
          case DNS -> Looks.Kind.NAMES;
          case TCP -> Looks.Kind.TCP;
          case HEALTH -> Looks.Kind.HEALTH;
          case HTTP, TLS, METRIC, SSH, ASK, ACTION, WAIT, NOTE -> null;
        });
  }

  private StepResult take(Step step, Map<String, StepResult> earlier, Deadline deadline) {
    long start = System.nanoTime();
    Sight sight = sight(step, earlier, deadline);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Optional<Outcome> outcome = Outcomes.decide(step.outcomes(), sight);
    StepResult.Word word = sight.fallback();
    String says = sight.says();
    if (word != StepResult.Word.SKIPPED && !step.outcomes().isEmpty()) {
      word = outcome.flatMap(Outcome::level).map(Walk::word).orElse(unjudged(outcome, word));
      says = outcome.flatMap(Outcome::say).map(filling::readable).orElse(says);
    }
    return new StepResult(runbook.id(), step.id(), step.title(), word, says, took, outcome);
  }

  private static StepResult.Word unjudged(Optional<Outcome> outcome, StepResult.Word word) {
    return outcome.isPresent() ? word : StepResult.Word.UNKNOWN;
  }

  private static StepResult.Word word(Level level) {
    return switch (level) {
      case OK, INFO -> StepResult.Word.OK;
      case WARNING, CRITICAL -> StepResult.Word.PROBLEM;
    };
  }

  private boolean isMistaken(Step step) {
    int end =
        runbook.steps().stream()
            .mapToInt(Step::line)
            .filter(line -> line > step.line())
            .min()
            .orElse(Integer.MAX_VALUE);
    return runbook.problems().stream()
        .anyMatch(p -> p.isError() && p.line() >= step.line() && p.line() < end);
  }

  private Sight sight(Step step, Map<String, StepResult> earlier, Deadline deadline) {
    if (step.block().isEmpty()) {
      return Sight.of(
          StepResult.Word.SKIPPED,
          isMistaken(step) ? "its block has mistakes; runbook lint names them" : "by hand");
    }
    for (String need : step.needs()) {
      StepResult before = earlier.get(need);
      if (before == null || before.word() == StepResult.Word.SKIPPED) {
        return Sight.of(StepResult.Word.SKIPPED, "needs " + need + ", which was not taken");
      }
    }
    Task task = step.block().get().task();
    // What was begun ahead may have been seen in time all the same.
    if (deadline.passed() && kind(task).isEmpty()) {
      return Sight.of(StepResult.Word.SKIPPED, "the budget was spent");
    }
    Deadline own = step.timeout().map(deadline::within).orElse(deadline);
    return new TaskFilling(filling)
        .fill(task)
        .map(new StepLook(looks, own)::take)
        .orElse(Sight.of(StepResult.Word.SKIPPED, "a variable of it has no fitting value here"));
  }
}
