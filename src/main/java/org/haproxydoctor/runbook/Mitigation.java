package org.haproxydoctor.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way out that a runbook knows.
///
/// @param runbook id of the runbook that the step is from
/// @param variables that the runbook declares
public record Mitigation(String runbook, Step step, List<Variable> variables) {
  public Mitigation {
    variables = List.copyOf(variables);
  }

  /// The step for one finding.
  ///
  /// @see Filling#omitting
  public Step filled(Map<String, String> values) {
    return step.filled(new Filling(values, variables));
  }

  /// @return what the guarded path is asked for; empty when a person has to do it, or a value is
  ///   unknown
  public Optional<Task.Action> action(Map<String, String> values) {
    return step.block()
        .flatMap(b -> new TaskFilling(new Filling(values, variables)).fill(b.task()))
        .filter(Task.Action.class::isInstance)
        .map(Task.Action.class::cast);
  }
}
