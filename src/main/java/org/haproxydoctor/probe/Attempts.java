package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.Variation;

/// Connects several times at once where a check's connection got no answer: a host that is off
/// answers none of them, one that takes its connections too slowly answers some.
final class Attempts {
  static final int NUMBER = 3;

  /// Long enough for the first packet to be sent again, which Linux does after one second.
  private static final Duration LONGEST = Duration.ofMillis(1300);

  private Attempts() {}

  /// @return what became of each that was not cut short by the deadline
  static List<Variation> run(CheckSpec check, Deadline deadline) {
    CheckSpec connection =
        check
            .withExchange(new CheckExchange.ConnectOnly())
            .withTls(Optional.empty())
            .withProxyHeader(ProxyHeader.NONE);
    Waits waits = Waits.of(LONGEST);
    List<Variation> made = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ProbeResult>> results = new ArrayList<>();
      for (int i = 0; i < NUMBER; i++) {
        results.add(threads.submit(() -> Prober.probe(ProbePlan.of(connection), waits, deadline)));
      }
      for (Future<ProbeResult> each : results) {
        ProbeResult result = each.get();
        if (!waits.cutShort(result)) {
          made.add(
              new Variation(
                  Variation.Kind.AGAIN,
                  "once more",
                  "",
                  new CheckReplay(connection, result, result.connected(), "")));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a connection failed in an unforeseen way", e.getCause());
    }
    return made;
  }
}
