package org.haproxydoctor.probe;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haproxydoctor.model.Deadline;

/// Threads that work through tasks until all are done or the deadline has come.
///
/// A sweep of thousands wants virtual ones. For a few tasks platform threads do: once virtual
/// threads have waited for sockets, the JVM takes 0.3 s longer to exit (it waits for their poller).
final class Crew implements AutoCloseable {
  private static final long FAREWELL_MILLIS = 500;
  private static final int FEW = 64;

  private final ExecutorService threads;
  private final Semaphore places;
  private final Semaphore handshakes;
  private final Phaser work = new Phaser(1);

  /// @param tasks how many there will be
  /// @param most tasks at the same time
  /// @param mostHandshakes besides them, tasks that shake hands in TLS, which costs this host's own
  ///   time
  Crew(int tasks, int most, int mostHandshakes) {
    threads =
        tasks <= FEW
            ? Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())
            : Executors.newVirtualThreadPerTaskExecutor();
    int room = Descriptors.room(most + mostHandshakes);
    handshakes = new Semaphore(Math.min(mostHandshakes, Math.max(1, room / 4)));
    places = new Semaphore(Math.min(most, Math.max(1, room - room / 4)));
  }

  void give(Runnable task) {
    give(task, places);
  }

  void giveHandshake(Runnable task) {
    give(task, handshakes);
  }

  private void give(Runnable task, Semaphore room) {
    work.register();
    threads.execute(() -> {
      try {
        room.acquire();
        try {
          task.run();
        } finally {
          room.release();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        work.arriveAndDeregister();
      }
    });
  }

  /// Returns when all is done, at the deadline, or when the caller is interrupted.
  void await(Deadline deadline) {
    try {
      work.awaitAdvanceInterruptibly(
          work.arrive(), deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // What is left is ended by close().
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Interrupts whoever still works, which closes the connections of virtual threads; those of
  /// platform threads end at the deadline that each probe has.
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
