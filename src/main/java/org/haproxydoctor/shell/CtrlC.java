package org.haproxydoctor.shell;

import org.jline.utils.Signals;

/// While it is open, Ctrl-C interrupts the thread that opened it instead of ending the program.
public final class CtrlC implements AutoCloseable {
  private static final String NAME = "INT";

  private final Object before;

  private CtrlC(Object before) {
    this.before = before;
  }

  public static CtrlC interrupts(Thread thread) {
    return new CtrlC(Signals.register(NAME, thread::interrupt));
  }

  @Override
  public void close() {
    Signals.unregister(NAME, before);
  }
}
