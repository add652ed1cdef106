package org.haproxydoctor.model.drill;

import java.util.List;

/// What came of a rehearsal.
///
/// @param haproxy version of the HAProxy that was rehearsed with, such as `2.6.12`
/// @param missed what the diagnosis missed, one clause each
/// @param diagnosis the diagnosis's own JSON document
public record DrillOutcome(
    String drill, String haproxy, Expectation expected, List<String> missed, String diagnosis) {
  public DrillOutcome {
    missed = List.copyOf(missed);
  }

  public boolean passed() {
    return missed.isEmpty();
  }
}
