package org.haproxydoctor.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.LookOptions;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Target;

/// Begins a run's looks with what the command line said about where to look.
public final class Looking {
  private final Map<String, String> environment;

  public Looking(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  Collector at(Target target, CommonOptions options, Deadline deadline) {
    return at(target, options, Optional.empty(), deadline);
  }

  /// @param interval between two readings of the counters; empty leaves it to what they say
  Collector at(
      Target target, CommonOptions options, Optional<Duration> interval, Deadline deadline) {
    return at(target, options, interval, true, deadline);
  }

  /// @param vary whether a failing check is also tried with single changes
  Collector at(
      Target target,
      CommonOptions options,
      Optional<Duration> interval,
      boolean vary,
      Deadline deadline) {
    return new Collector(target, options(options, interval, vary), deadline);
  }

  private LookOptions options(CommonOptions options, Optional<Duration> interval, boolean vary) {
    return new LookOptions(
        options.sockets,
        options.configs.stream().map(Path::toString).toList(),
        Optional.ofNullable(options.log),
        shorter(options.timeout, options.budget.dividedBy(2)),
        interval,
        environment,
        vary);
  }

  // One hung witness must leave time for the others.
  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// @return what was seen
  /// @throws CannotLookException when nothing was
  static <T> T seen(Observed<T> look) {
    return switch (look) {
      case Observed.Seen<T>(T what) -> what;
      case Observed.Unseen<T>(String why) ->
          throw new CannotLookException(
              why, "--socket names another address, --timeout and --budget give more time");
    };
  }
}
