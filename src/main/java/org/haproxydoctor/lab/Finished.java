package org.haproxydoctor.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A small program that has run to its end.
///
/// @param status its exit status
/// @param output what it said on both streams, at most 64 KiB
record Finished(int status, String output) {
  private static final int MOST = 1 << 16;

  /// @param limit after which it is ended
  /// @throws IOException when it cannot be started, or is not done in time
  static Finished run(Duration limit, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    Thread end =
        Thread.startVirtualThread(() -> {
          try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
              process.destroyForcibly();
            }
          } catch (InterruptedException _) {
            // It ended by itself.
          }
        });
    try (InputStream said = process.getInputStream()) {
      String output = new String(said.readNBytes(MOST), StandardCharsets.UTF_8);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(command[0] + " did not end within " + limit.toMillis() + " ms");
      }
      return new Finished(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
      end.interrupt();
    }
  }
}
