package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What became of one step of a walk.
///
/// @param runbook id of the runbook
/// @param id the step's id
/// @param says one line: what was seen, or why nothing was
/// @param outcome the runbook author's own reading of it, where one applied
public record StepResult(
    String runbook,
    String id,
    String title,
    Word word,
    String says,
    Duration took,
    Optional<Outcome> outcome) {

  /// How a step ended.
  public enum Word {
    OK,
    PROBLEM,
    UNKNOWN,
    SKIPPED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
