package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;

/// The exchange of a check, under way on a thread of its own: who waits for it may do something
/// else once the check itself would have given up.
final class Underway {
  private final CheckSpec check;
  private final Prober prober;
  private final FutureTask<ProbeResult> exchange;

  /// Its answer as far as it had come when HAProxy would have decided.
  private final AtomicReference<Optional<HttpAnswer>> decisive =
      new AtomicReference<>(Optional.empty());

  private Underway(CheckSpec check, Waits waits, Deadline deadline) {
    this.check = check;
    this.prober = new Prober(ProbePlan.of(check), waits, deadline, this::isEnough);
    this.exchange = new FutureTask<>(prober::run);
  }

  static Underway begin(CheckSpec check, Waits waits, Deadline deadline) {
    Underway begun = new Underway(check, waits, deadline);
    Thread.startVirtualThread(begun.exchange);
    return begun;
  }

  private boolean isEnough(HttpAnswer answer) {
    boolean enough =
        !(check.exchange() instanceof CheckExchange.Http(HttpCheck http))
            || CheckJudge.decided(http, answer);
    decisive.set(Optional.of(answer).filter(_ -> enough));
    return enough;
  }

  /// Waits until the exchange ends or the check itself would give up.
  ///
  /// @return what it would give up with; empty when the exchange has ended before
  Optional<CheckLimits.Cut> untilLimit() {
    CheckTiming timing = check.timing();
    while (!exchange.isDone() && !Thread.currentThread().isInterrupted()) {
      ProbeResult soFar = prober.soFar();
      Optional<CheckLimits.Cut> cut = CheckLimits.cut(soFar, timing);
      if (cut.isPresent()) {
        return cut;
      }
      await(CheckLimits.left(soFar, timing));
    }
    return Optional.empty();
  }

  private void await(Duration longest) {
    try {
      exchange.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // Its time so far is what was waited for.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check could not be repeated", e.getCause());
    }
  }

  /// Waits for the end of the exchange; an interrupt ends it.
  ProbeResult end() {
    try {
      return exchange.get();
    } catch (InterruptedException _) {
      stop();
      Thread.currentThread().interrupt();
      return prober.soFar();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check could not be repeated", e.getCause());
    }
  }

  /// Nobody waits for it any more.
  void stop() {
    exchange.cancel(true);
  }

  /// @param whole what [#end()] gave
  CheckReplay judged(ProbeResult whole) {
    return CheckJudge.judge(check, whole, decisive.get());
  }
}
