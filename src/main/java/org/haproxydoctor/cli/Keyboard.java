package org.haproxydoctor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The answers of a person at the terminal.
public final class Keyboard {
  private static final int STDIN = 0;

  /// `TCIFLUSH` of `<termios.h>` on Linux: what was typed and not read yet.
  private static final int TYPED = 0;

  private static final int LONGEST = 1024;

  private final InputStream in;

  public Keyboard(InputStream in) {
    this.in = in;
  }

  /// Forgets what was typed before: it was no answer to what comes now.
  void forget() {
    flush()
        .ifPresent(tcflush -> {
          try {
            int _ = (int) tcflush.invokeExact(STDIN, TYPED);
          } catch (Throwable _) {
            // No terminal that can be flushed; what can be read at once is skipped below.
          }
        });
    try {
      long skipped = in.skip(in.available());
      assert skipped >= 0;
    } catch (IOException _) {
      // Reading the answer will tell.
    }
  }

  // The launcher grants native access.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> flush() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("tcflush")
        .map(f ->
            linker.downcallHandle(
                f,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
  }

  /// @return one line without its end; empty at the end of the input
  Optional<String> line() {
    StringBuilder line = new StringBuilder();
    try {
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          return Optional.empty();
        }
        if (line.length() < LONGEST) {
          line.append((char) b);
        }
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    return Optional.of(
        new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }
}
