package org.haproxydoctor.shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/// While it is open, Ctrl-C does not end the program.
public final class CtrlC implements AutoCloseable {
  /// Exit status of a program that it ended, as a shell tells it.
  static final int STATUS = 130;

  private static final String NAME = "INT";

  private final CountDownLatch pressed = new CountDownLatch(1);
  private final Object before;

  private CtrlC(Runnable also) {
    this.before =
        Signals.register(
            NAME,
            () -> {
              pressed.countDown();
              also.run();
            });
  }

  /// It interrupts the thread.
  public static CtrlC interrupts(Thread thread) {
    return new CtrlC(thread::interrupt);
  }

  /// It is left to the program that has the terminal meanwhile.
  static CtrlC handedOn() {
    return new CtrlC(() -> {});
  }

  /// @return whether it has been pressed, or is within this time
  boolean isPressedWithin(Duration time) {
    try {
      return pressed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    Signals.unregister(NAME, before);
  }
}
