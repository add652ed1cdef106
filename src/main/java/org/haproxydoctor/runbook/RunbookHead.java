package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a runbook says of itself, in its front matter or, without one, by its title.
///
/// @param annotated the front matter says `haproxy-doctor: 1`: its `doctor:` blocks are steps
/// @param id what links and commands use; the file's stem when not given
/// @param alerts names of the alerts it answers; the title when not given
/// @param budget time for all diagnosis steps together
public record RunbookHead(
    boolean annotated,
    String id,
    String title,
    List<String> alerts,
    Optional<String> severity,
    Optional<String> owner,
    Optional<Duration> budget,
    List<Variable> variables) {
  public RunbookHead {
    alerts = List.copyOf(alerts);
    variables = List.copyOf(variables);
  }
}
