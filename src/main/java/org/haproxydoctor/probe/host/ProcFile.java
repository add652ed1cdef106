package org.haproxydoctor.probe.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.haproxydoctor.model.Deadline;

/// A text of the kernel's, read within limits.
record ProcFile(Path path) {
  private static final int SMALL = 256 * 1024;

  /// A busy balancer may have half a million sockets, at 150 bytes each.
  private static final long MOST_LINES = 600_000;

  private static final int LINES_BETWEEN_LOOKS_AT_THE_CLOCK = 1024;

  /// @return the text, at most 256 KiB of it; empty when it cannot be read
  String text() {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(SMALL), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  List<String> lines() {
    return text().lines().toList();
  }

  /// Hands on each line.
  ///
  /// @throws IOException when it cannot be read, or not to its end within the limits
  void each(Deadline deadline, Consumer<String> take) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.ISO_8859_1),
            1 << 16)) {
      long count = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        take.accept(line);
        count++;
        if (count > MOST_LINES
            || (count % LINES_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && deadline.passed())) {
          throw new IOException(path + " has too many lines to read them all in time");
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException(path + " is not there", e);
    }
  }
}
