package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One thing to look at or to do.
///
/// @param id unique in its runbook: `D2`, `M1`, or `cause: ID` for an author's own cause
/// @param title as written, with variables
/// @param line of the heading or list item, from 1
/// @param body what people read: prose, list items and shown code, in order
/// @param block empty for a step that only a person can take
public record Step(
    String id, String title, Phase phase, int line, List<Part> body, Optional<Block> block) {
  public Step {
    body = List.copyOf(body);
  }

  public List<String> needs() {
    return block.map(Block::needs).orElse(List.of());
  }

  public List<String> forCauses() {
    return block.map(Block::forCauses).orElse(List.of());
  }

  public List<Outcome> outcomes() {
    return block.map(Block::outcomes).orElse(List.of());
  }

  public Optional<Duration> timeout() {
    return block.flatMap(Block::timeout);
  }

  /// The step for one finding: every variable has its value, and each sentence, list item or
  /// command that needs an unknown one is left out.
  Step filled(Filling filling) {
    return new Step(id, filling.readable(title), phase, line, filling.omitting(body), block);
  }
}
