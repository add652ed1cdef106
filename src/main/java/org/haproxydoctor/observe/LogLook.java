package org.haproxydoctor.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import org.haproxydoctor.logs.LogQuery;
import org.haproxydoctor.logs.LogReader;
import org.haproxydoctor.logs.LogUnreadableException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;

/// Reads the end of HAProxy's log, from shortly before the trouble began; at least as much of it as
/// shows a server that comes and goes.
final class LogLook {
  private static final Duration BEFORE_THE_TROUBLE = Duration.ofSeconds(30);
  private static final Duration AT_LEAST = Duration.ofMinutes(10);

  /// How requests end now, as the counters of one second tell it too.
  private static final Duration LATELY = Duration.ofMinutes(1);

  private final LookOptions options;

  LogLook(LookOptions options) {
    this.options = options;
  }

  Observed<LogWitness> read(Target target, Observed<Proxies> proxies, Deadline deadline) {
    Duration window =
        proxies
            .value()
            .flatMap(p ->
                Suspects.of(p, target).stream()
                    .flatMap((Server s) -> s.sinceChange().stream())
                    .max(Comparator.naturalOrder()))
            .map(BEFORE_THE_TROUBLE::plus)
            .filter(w -> w.compareTo(AT_LEAST) > 0)
            .orElse(AT_LEAST);
    Set<String> backends = target.backends();
    Instant now = Instant.now();
    LogQuery query =
        LogQuery.since(now.minus(window), backends, options.log()).recently(now.minus(LATELY));
    try {
      return Observed.seen(new LogReader().read(query, deadline));
    } catch (LogUnreadableException e) {
      return Observed.unseen(String.valueOf(e.getMessage()));
    }
  }
}
