package org.haproxydoctor.model.drill;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// What came of a rehearsal.
///
/// @param missed what the diagnosis missed, one clause each
/// @param took from the start to the verdict
public record DrillOutcome(
    String drill,
    Staged staged,
    Expectation expected,
    List<String> missed,
    Said said,
    Duration took) {
  public DrillOutcome {
    missed = List.copyOf(missed);
  }

  /// The HAProxy that showed the fault.
  ///
  /// @param version such as `2.6.12`
  /// @param folder held its configuration, socket and log
  public record Staged(String version, long pid, String folder) {}

  /// What the diagnosis said.
  ///
  /// @param exitStatus of the diagnosis
  /// @param document its JSON
  /// @param quietBytes what it printed with `--quiet`, when it was asked to be
  public record Said(int exitStatus, String document, OptionalInt quietBytes) {}

  public boolean passed() {
    return missed.isEmpty();
  }
}
