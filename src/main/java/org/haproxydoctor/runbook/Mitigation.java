package org.haproxydoctor.runbook;

import java.util.List;
import java.util.Map;

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
}
