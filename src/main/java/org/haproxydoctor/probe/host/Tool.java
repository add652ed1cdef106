package org.haproxydoctor.probe.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.haproxydoctor.model.Deadline;

/// A program of the system that only tells something, such as `ip` or `nft`.
final class Tool {
  private static final int MOST_BYTES = 4 << 20;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int LONGEST_COMPLAINT = 200;

  private Tool() {}

  /// Where a program's words come from; tests bring their own.
  @FunctionalInterface
  interface Runner {
    /// @throws IOException with a sentence, when it is not there, failed, or did not end in time
    String run(List<String> command, Deadline deadline) throws IOException;
  }

  /// @return what it said on stdout, at most 4 MiB
  static String run(List<String> command, Deadline deadline) throws IOException {
    String name = command.getFirst();
    Deadline limit = deadline.within(LONGEST);
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new IOException(name + " is not installed", e);
    }
    Thread end =
        Thread.startVirtualThread(() -> {
          try {
            if (!process.waitFor(limit.left().toMillis(), TimeUnit.MILLISECONDS)) {
              process.destroyForcibly();
            }
          } catch (InterruptedException _) {
            // It has ended.
          }
        });
    try (InputStream said = process.getInputStream();
        InputStream complaints = process.getErrorStream()) {
      process.getOutputStream().close();
      byte[] out = said.readNBytes(MOST_BYTES + 1);
      if (out.length > MOST_BYTES) {
        throw new IOException(name + " says more than can be looked through");
      }
      String complaint =
          new String(complaints.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(name + ": " + firstLine(complaint, status));
      }
      return new String(out, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    } finally {
      process.destroyForcibly();
      end.interrupt();
    }
  }

  private static String firstLine(String complaint, int status) {
    return complaint
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .findFirst()
        .orElse("ended with status " + status);
  }
}
