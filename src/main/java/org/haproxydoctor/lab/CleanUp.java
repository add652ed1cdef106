package org.haproxydoctor.lab;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.haproxydoctor.model.CannotLookException;

/// What has to be put away after a rehearsal: in reverse order, once, and also when the program is
/// interrupted or ended by a signal.
final class CleanUp implements AutoCloseable {
  private final Deque<Task> tasks = new ArrayDeque<>();
  private final Thread hook = new Thread(this::putAway, "put away the drill");
  private boolean over;

  /// One thing to put away.
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  CleanUp() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Takes note of something to put away; at once when the end has already come.
  void add(Task task) {
    synchronized (this) {
      if (!over) {
        tasks.push(task);
        return;
      }
    }
    run(task);
    throw new CannotLookException("the drill was interrupted", "run it again");
  }

  @Override
  public void close() {
    putAway();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The program is being ended: the hook runs anyway and finds nothing left.
    }
  }

  // Held to the end, so that whoever comes second does not leave before everything is away.
  private synchronized void putAway() {
    over = true;
    while (!tasks.isEmpty()) {
      run(tasks.pop());
    }
  }

  private static void run(Task task) {
    try {
      task.run();
    } catch (IOException _) {
      // The next thing must be put away all the same.
    }
  }
}
