package org.haproxydoctor.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.LookOptions;
import org.haproxydoctor.observe.Target;

/// Begins a run's looks with what the command line said about where to look.
public final class Looking {
  private final Map<String, String> environment;

  public Looking(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  Collector at(Target target, CommonOptions options, Deadline deadline) {
    return new Collector(target, options(options), deadline);
  }

  private LookOptions options(CommonOptions options) {
    return new LookOptions(
        options.sockets,
        options.configs.stream().map(Path::toString).toList(),
        Optional.ofNullable(options.log),
        options.timeout,
        environment);
  }
}
