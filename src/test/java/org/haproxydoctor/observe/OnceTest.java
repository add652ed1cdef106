package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxydoctor.model.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A look is taken once, ends with the deadline, and never throws.
class OnceTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end_all() {
    threads.shutdownNow();
  }

  private Once<String> once(Duration budget, Callable<String> look) {
    return new Once<>(threads, Deadline.in(budget), why -> "without: " + why, look);
  }

  @Test
  void many_callers_take_one_look() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(1);
    Once<String> once =
        once(
            Duration.ofSeconds(10),
            () -> {
              together.await();
              return "look " + taken.incrementAndGet();
            });
    List<Future<String>> callers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      callers.add(threads.submit(once::get));
    }
    together.countDown();

    for (Future<String> caller : callers) {
      assertThat(caller.get()).isEqualTo("look 1");
    }
    once.begin();
    assertThat(once.get()).isEqualTo("look 1");
  }

  @Test
  void it_begins_only_when_asked() {
    Once<String> once = once(Duration.ofSeconds(10), () -> "seen");
    assertThat(once.hasBegun()).isFalse();
    once.begin();
    assertThat(once.hasBegun()).isTrue();
    assertThat(once.get()).isEqualTo("seen");
  }

  @Test
  void a_look_that_does_not_end_is_without_answer_at_the_deadline() {
    Once<String> once =
        once(
            Duration.ofMillis(20),
            () -> {
              new CountDownLatch(1).await();
              return "never";
            });
    long start = System.nanoTime();
    assertThat(once.get()).isEqualTo("without: the budget was spent before it answered");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void what_was_seen_in_time_stays_seen_after_the_deadline() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Once<String> once =
        once(
            Duration.ZERO,
            () -> {
              seen.countDown();
              return "quick";
            });
    once.begin();
    seen.await();
    assertThat(once.get()).isEqualTo("quick");
  }

  @Test
  void a_failing_look_is_no_end_of_the_run() {
    Once<String> once =
        once(
            Duration.ofSeconds(10),
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThat(once.get()).startsWith("without: a defect of haproxy-doctor").contains("broken");
    assertThat(once.get()).contains("broken");
  }

  @Test
  void an_interrupted_caller_stays_interrupted() throws Exception {
    Once<String> once =
        once(
            Duration.ofSeconds(10),
            () -> {
              new CountDownLatch(1).await();
              return "never";
            });
    Future<String> caller =
        threads.submit(() -> {
          Thread.currentThread().interrupt();
          return once.get() + Thread.currentThread().isInterrupted();
        });
    assertThat(caller.get()).isEqualTo("without: the run was interruptedtrue");
  }
}
