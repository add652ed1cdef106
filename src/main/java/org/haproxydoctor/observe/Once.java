package org.haproxydoctor.observe;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.haproxydoctor.model.Deadline;

/// A look that is taken at most once, on a thread of its own, whoever asks first.
final class Once<T> {
  private final ExecutorService threads;
  private final Deadline deadline;
  private final FutureTask<T> task;
  private final T otherwise;
  private final AtomicBoolean begun = new AtomicBoolean();

  /// @param otherwise the answer when the deadline passes first
  Once(ExecutorService threads, Deadline deadline, T otherwise, Callable<T> look) {
    this.threads = threads;
    this.deadline = deadline;
    this.otherwise = otherwise;
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
      return task.get(deadline.left().toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look failed in an unforeseen way", e.getCause());
    }
  }

  private static final long GRACE_MILLIS = 100;
}
