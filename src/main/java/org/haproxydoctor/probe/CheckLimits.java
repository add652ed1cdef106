package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.Optional;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Timings;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.TlsSeen;

/// Where HAProxy would have given up on an exchange that we let run longer.
///
/// The limit for connecting includes the TLS handshake (seen with 2.6: `timeout connect 300ms`
/// makes a silent TLS peer an L6TOUT after 300 ms). Looking a name up takes none of the check's
/// time: HAProxy has the address already.
final class CheckLimits {
  // A timer may fire a little early.
  private static final Duration SLACK = Duration.ofMillis(5);

  private CheckLimits() {}

  /// A result, and how long the check would have waited for it.
  record Cut(ProbeResult result, Duration limit) {}

  /// @param whole how the exchange went without limits
  /// @return the result at the limit, empty when the exchange ended before
  static Optional<Cut> cut(ProbeResult whole, CheckTiming timing) {
    Timings took = whole.timings();
    if (whole.stage() == Stage.LOOKUP) {
      return Optional.empty();
    }
    Duration spent = spent(whole);
    Duration connect = took.connect().orElse(spent);
    Duration established =
        whole.stage().compareTo(Stage.TLS) <= 0
            ? spent
            : connect.plus(took.tls().orElse(Duration.ZERO));
    if (reaches(established, timing.connectLimit())) {
      boolean inTls = whole.connected() && !reaches(connect, timing.connectLimit());
      return Optional.of(at(whole, inTls ? Stage.TLS : Stage.CONNECT, timing.connectLimit()));
    }
    Duration limit = timing.checkTimeout().map(established::plus).orElse(timing.inter());
    if (whole.stage().compareTo(Stage.TLS) <= 0 || !reaches(spent, limit)) {
      return Optional.empty();
    }
    boolean begun = took.firstByte().map(f -> !reaches(established.plus(f), limit)).orElse(false);
    return Optional.of(at(whole, begun ? Stage.BODY : Stage.FIRST_BYTE, limit));
  }

  /// @param soFar how far an exchange has come that was not cut yet
  /// @return how long it may go on before that can change
  static Duration left(ProbeResult soFar, CheckTiming timing) {
    Timings took = soFar.timings();
    if (soFar.stage() == Stage.LOOKUP) {
      return timing.connectLimit();
    }
    Duration established =
        took.connect().orElse(Duration.ZERO).plus(took.tls().orElse(Duration.ZERO));
    Duration limit =
        soFar.stage().compareTo(Stage.TLS) <= 0
            ? timing.connectLimit()
            : timing.checkTimeout().map(established::plus).orElse(timing.inter());
    Duration left = limit.minus(spent(soFar));
    return left.isPositive() ? left : Duration.ZERO;
  }

  /// @return time from the first SYN to the end
  static Duration spent(ProbeResult result) {
    return result.timings().total().minus(result.timings().lookup().orElse(Duration.ZERO));
  }

  static boolean reaches(Duration spent, Duration limit) {
    return spent.plus(SLACK).compareTo(limit) >= 0;
  }

  /// What a dialogue was still waiting for at the end, it was waiting for at the limit too.
  private static boolean stillWaiting(ProbeResult whole) {
    return whole.word() == Word.TIMEOUT || whole.word() == Word.MISMATCH;
  }

  private static Cut at(ProbeResult whole, Stage stage, Duration limit) {
    Timings took = whole.timings();
    boolean connected = stage.compareTo(Stage.CONNECT) > 0;
    boolean secured = stage.compareTo(Stage.TLS) > 0;
    boolean begun = stage == Stage.BODY;
    Duration lookup = took.lookup().orElse(Duration.ZERO);
    ProbeResult cut =
        new ProbeResult(
            whole.endpoint(),
            whole.address(),
            Word.TIMEOUT,
            stage,
            "",
            new Timings(
                took.lookup(),
                took.connect().filter(_ -> connected),
                took.tls().filter(_ -> secured),
                took.firstByte().filter(_ -> begun),
                lookup.plus(limit)),
            Optional.empty(),
            whole.tls().filter(_ -> secured),
            begun ? whole.received() : "",
            secured ? whole.seen() : TlsSeen.NOTHING,
            whole.speech().filter(_ -> begun),
            whole.reached().filter(_ -> secured && stillWaiting(whole)));
    return new Cut(cut, limit);
  }
}
