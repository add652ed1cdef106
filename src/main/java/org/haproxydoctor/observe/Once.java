package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.haproxydoctor.model.Deadline;

/// A look that is taken at most once, on a thread of its own, whoever asks first.
final class Once<T> {
  private static final Duration GRACE = Duration.ofMillis(100);

  private final ExecutorService threads;
  private final Deadline end;
  private final FutureTask<T> task;
  private final Function<String, T> without;
  private final AtomicBoolean begun = new AtomicBoolean();

  /// @param without the answer when there is none, made from the reason: a look that fails never
  ///   ends the run
  Once(ExecutorService threads, Deadline deadline, Function<String, T> without, Callable<T> look) {
    this.threads = threads;
    this.end = new Deadline(deadline.nanoTime() + GRACE.toNanos());
    this.without = without;
    this.task = new FutureTask<>(look);
  }

  void begin() {
    if (begun.compareAndSet(false, true)) {
      threads.execute(task);
    }
  }

  boolean hasBegun() {
    return begun.get();
  }

  /// Begins the look if nobody has yet, and waits for it.
  T get() {
    begin();
    try {
      // A little grace, because looks end themselves at the deadline and bring what they have by
      // then.
      return task.get(end.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return without.apply("the budget was spent before it answered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return without.apply("the run was interrupted");
    } catch (ExecutionException e) {
      return without.apply("a defect of haproxy-doctor, please report it: " + e.getCause());
    }
  }
}
