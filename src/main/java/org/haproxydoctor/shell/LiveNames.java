package org.haproxydoctor.shell;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/// What HAProxy last said, asked for anew behind the session's back: whoever reads it never waits
/// for a HAProxy that is slow or dead.
///
/// @param <T> what is said; an answer that fails is for the source to put into words
public final class LiveNames<T> {
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  private final UnaryOperator<T> source;
  private volatile T last;
  private volatile long readAt;
  private CompletableFuture<T> answer;

  /// @param none what is said before the first answer
  /// @param source asks, given what was said before; blocks, and never throws
  public LiveNames(T none, UnaryOperator<T> source) {
    this.last = none;
    this.source = source;
    this.answer = ask();
  }

  private CompletableFuture<T> ask() {
    CompletableFuture<T> next = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      last = source.apply(last);
      readAt = System.nanoTime();
      next.complete(last);
    });
    return next;
  }

  /// One question at a time.
  private synchronized CompletableFuture<T> renewed() {
    if (answer.isDone()) {
      answer = ask();
    }
    return answer;
  }

  /// @return the last answer; an older one makes it ask for the next
  public T now() {
    if (System.nanoTime() - readAt > FRESH_NANOS) {
      CompletableFuture<T> _ = renewed();
    }
    return last;
  }

  /// @param most how long to wait for an answer to a new question
  /// @return the last answer, if possible that one
  public T fresh(Duration most) {
    try {
      return renewed().get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return last;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return last;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a source never throws", e.getCause());
    }
  }
}
