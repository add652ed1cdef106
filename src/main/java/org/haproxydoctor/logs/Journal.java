package org.haproxydoctor.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;

/// systemd's journal, read by a `journalctl` that ends with the deadline.
final class Journal {
  static final String NAME = "journal";

  private static final int MOST_LINES = 50_000;
  private static final int PIECE = 64 * 1024;

  private final String program;
  private final Path bootedWithSystemd;

  Journal() {
    this("journalctl", Path.of("/run/systemd/system"));
  }

  /// @param bootedWithSystemd exists where systemd runs (sd_booted(3))
  Journal(String program, Path bootedWithSystemd) {
    this.program = program;
    this.bootedWithSystemd = bootedWithSystemd;
  }

  boolean runs() {
    return Files.isDirectory(bootedWithSystemd);
  }

  /// Fetches HAProxy's lines since the query's moment, newest first, so that a cut costs the
  /// oldest.
  LogWitness read(LogQuery query, LogScan scan, Deadline deadline) throws LogUnreadableException {
    Process process = start(query.since());
    try (InputStream out = process.getInputStream()) {
      Thread.ofVirtual().start(() -> endInTime(process, deadline));
      byte[] bytes = readUpTo(out, query.maxBytes(), deadline);
      boolean complete = bytes.length < query.maxBytes() && !deadline.passed();
      if (!complete) {
        process.destroyForcibly();
      }
      int status = process.waitFor();
      if (complete) {
        refuseComplaints(bytes, status);
      }
      complete &= give(bytes, scan) < MOST_LINES;
      return scan.witness(NAME, bytes.length, complete && !scan.overflowed());
    } catch (IOException e) {
      throw new LogUnreadableException("journal: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnreadableException("journal: interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Instant since) throws LogUnreadableException {
    // Units may be called otherwise (haproxy@lb1), so the program's own name counts as well.
    List<String> command =
        List.of(
            program,
            "--no-pager",
            "--reverse",
            "--output=short-iso-precise",
            "--since=@" + Math.max(0, since.getEpochSecond()),
            "--lines=" + MOST_LINES,
            "_SYSTEMD_UNIT=haproxy.service",
            "+",
            "SYSLOG_IDENTIFIER=haproxy");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new LogUnreadableException("journal: " + program + " is not installed");
    }
  }

  private static void endInTime(Process process, Deadline deadline) {
    try {
      if (!process.waitFor(deadline.left())) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private static byte[] readUpTo(InputStream in, long maxBytes, Deadline deadline)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    try {
      int read;
      while (all.size() < maxBytes && (read = in.read(piece)) >= 0) {
        all.write(piece, 0, (int) Math.min(read, maxBytes - all.size()));
      }
    } catch (IOException e) {
      // Ending a process closes its stream under the reader: then what came so far counts.
      if (!deadline.passed()) {
        throw e;
      }
    }
    return all.toByteArray();
  }

  /// @return how many lines there were
  private static int give(byte[] bytes, LogScan scan) {
    int lines = 0;
    int start = 0;
    for (int i = 0; i < bytes.length && !scan.overflowed(); i++) {
      if (bytes[i] == '\n') {
        scan.block(bytes, start, i);
        start = i + 1;
        lines++;
      }
    }
    return lines;
  }

  private static void refuseComplaints(byte[] output, int status) throws LogUnreadableException {
    if (firstLines(output).anyMatch(l -> l.contains("not seeing messages from other users"))) {
      throw new LogUnreadableException(
          "journal: not allowed to read it; run as root or join the group systemd-journal");
    }
    if (firstLines(output).anyMatch(l -> l.startsWith("No journal files were found"))) {
      throw new LogUnreadableException("journal: there is none on this host");
    }
    if (status != 0) {
      throw new LogUnreadableException(
          "journal: "
              + firstLines(output)
                  .filter(l -> !l.isBlank())
                  .findFirst()
                  .orElse("journalctl ended with status " + status));
    }
  }

  private static Stream<String> firstLines(byte[] output) {
    return new String(output, 0, Math.min(output.length, 2048), StandardCharsets.UTF_8)
        .lines()
        .limit(10);
  }
}
