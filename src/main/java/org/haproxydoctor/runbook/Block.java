package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The machine's part of a step: a `doctor:` block.
///
/// @param needs ids of earlier steps that must have run
/// @param forCauses ids of the causes that a mitigation step is for
/// @param timeout for this step alone
/// @param line of the opening fence, from 1
public record Block(
    Task task,
    List<String> needs,
    List<String> forCauses,
    Optional<Duration> timeout,
    List<Outcome> outcomes,
    int line) {
  public Block {
    needs = List.copyOf(needs);
    forCauses = List.copyOf(forCauses);
    outcomes = List.copyOf(outcomes);
  }
}
