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

/// Reads the end of HAProxy's log, from shortly before the trouble began.
final class LogLook {
  private static final Duration BEFORE_THE_TROUBLE = Duration.ofSeconds(30);
  private static final Duration WITHOUT_TROUBLE = Duration.ofMinutes(10);

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
            .orElse(WITHOUT_TROUBLE);
    Set<String> backends = target.backends();
    try {
      return Observed.seen(
          new LogReader()
              .read(
                  LogQuery.since(Instant.now().minus(window), backends, options.log()), deadline));
    } catch (LogUnreadableException e) {
      return Observed.unseen(String.valueOf(e.getMessage()));
    }
  }
}
