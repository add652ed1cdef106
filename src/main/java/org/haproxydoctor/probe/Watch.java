package org.haproxydoctor.probe;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.haproxydoctor.model.Deadline;

/// Closes a connection when its time is up, whatever a thread is doing with it: reading, writing or
/// in the middle of a handshake.
///
/// A read timeout alone would begin anew with every byte of a peer that drips them.
final class Watch implements AutoCloseable {
  private final Closeable connection;
  private final Thread guard = Thread.ofVirtual().unstarted(this::guard);
  private volatile Deadline deadline;
  private volatile boolean over;
  private volatile boolean fired;
  private volatile boolean hurried;

  private Watch(Closeable connection, Deadline deadline) {
    this.connection = connection;
    this.deadline = deadline;
  }

  static Watch over(Closeable connection, Deadline deadline) {
    Watch watch = new Watch(connection, deadline);
    watch.guard.start();
    return watch;
  }

  private void guard() {
    while (!over && !deadline.passed()) {
      try {
        Thread.sleep(deadline.left());
      } catch (InterruptedException _) {
        // Either it is over or the deadline has changed.
      }
    }
    if (!over) {
      fired = true;
      try {
        connection.close();
      } catch (IOException _) {
        // A connection that cannot be closed properly is closed all the same.
      }
    }
  }

  /// Leaves no more than `patience` from now.
  void hurry(Duration patience) {
    Deadline sooner = deadline.within(patience);
    hurried = sooner.left().plusMillis(1).compareTo(deadline.left()) < 0;
    deadline = sooner;
    guard.interrupt();
  }

  /// @return whether the connection was closed sooner than it would have been without hurrying
  boolean hurried() {
    return fired && hurried;
  }

  /// @return whether the connection was closed because time was up
  boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    over = true;
    guard.interrupt();
  }
}
