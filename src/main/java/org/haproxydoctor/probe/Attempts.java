package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.Variation;

/// Connections made several times at once where a check's own gets no answer: a host that is off
/// answers none of them, one that takes its connections too slowly answers some.
final class Attempts {
  static final int NUMBER = 3;

  /// Long enough for the first packet to be sent again, which Linux does after one second.
  static final Duration LONG = Duration.ofMillis(1300);

  private final CheckSpec connection;
  private final Waits waits;
  private final List<FutureTask<ProbeResult>> running = new ArrayList<>();

  private Attempts(CheckSpec connection, Waits waits) {
    this.connection = connection;
    this.waits = waits;
  }

  /// Begins all of them, without waiting for any.
  ///
  /// @param longest for each
  static Attempts begin(CheckSpec check, Duration longest, Deadline deadline) {
    CheckSpec connection =
        check
            .withExchange(new CheckExchange.ConnectOnly())
            .withTls(Optional.empty())
            .withProxyHeader(ProxyHeader.NONE);
    Attempts attempts = new Attempts(connection, Waits.of(longest));
    for (int i = 0; i < NUMBER; i++) {
      FutureTask<ProbeResult> one =
          new FutureTask<>(() -> Prober.probe(ProbePlan.of(connection), attempts.waits, deadline));
      attempts.running.add(one);
      Thread.startVirtualThread(one);
    }
    return attempts;
  }

  /// @return what became of each that was not cut short by the deadline
  List<Variation> made() {
    List<Variation> made = new ArrayList<>();
    try {
      for (FutureTask<ProbeResult> each : running) {
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
