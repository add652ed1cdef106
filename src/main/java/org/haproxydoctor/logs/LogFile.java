package org.haproxydoctor.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.haproxydoctor.model.Deadline;

/// A log file, read from its end in blocks.
final class LogFile {
  private static final int BLOCK = 1024 * 1024;

  /// HAProxy's own limit of a log line (`log … len`, at most 65535).
  private static final int LONGEST_LINE = 64 * 1024;

  private final Path path;
  private long bytesRead;

  LogFile(Path path) {
    this.path = path;
  }

  long bytesRead() {
    return bytesRead;
  }

  /// @return whether the file is there, readable or not, plain or compressed
  boolean existsInSomeForm() {
    return Files.exists(path) || Files.exists(Path.of(path + ".gz"));
  }

  /// Gives the file's lines to a scan until that has enough, `maxBytes` are read or time is up.
  ///
  /// @return whether the file's beginning was reached
  boolean read(LogScan scan, long maxBytes, Deadline deadline) throws LogUnreadableException {
    try {
      // Before it is opened: opening a FIFO waits for a writer, which may never come.
      BasicFileAttributes kind = Files.readAttributes(path, BasicFileAttributes.class);
      if (kind.isDirectory()) {
        throw unreadable("is a directory, not a log file");
      }
      if (!kind.isRegularFile()) {
        throw unreadable("is a pipe or a device, not a log file");
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        return backwards(channel, scan, maxBytes, deadline);
      }
    } catch (NoSuchFileException e) {
      throw unreadable("no such file");
    } catch (AccessDeniedException e) {
      throw unreadable("permission denied");
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private boolean backwards(FileChannel channel, LogScan scan, long maxBytes, Deadline deadline)
      throws IOException, LogUnreadableException {
    long end = channel.size();
    if (end == 0) {
      throw unreadable("is empty");
    }
    refuseCompressed(channel);
    long floor = Math.max(0, end - maxBytes);
    byte[] tail = {};
    while (end > floor && !scan.enough() && !deadline.passed()) {
      long start = Math.max(floor, end - BLOCK);
      byte[] block = read(channel, start, (int) (end - start), tail);
      if (block.length < end - start + tail.length) {
        // Truncated while being read: what is left of it no longer belongs together.
        return false;
      }
      int first = start == 0 ? 0 : afterFirstLineEnd(block);
      if (first < block.length) {
        scan.block(block, first, block.length);
      }
      tail = Arrays.copyOf(block, Math.min(first, LONGEST_LINE));
      end = start;
    }
    return end == 0;
  }

  private byte[] read(FileChannel channel, long start, int length, byte[] tail) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length + tail.length);
    buffer.limit(length);
    while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) > 0) {
      // Reads may be short.
    }
    int read = buffer.position();
    bytesRead += read;
    if (read < length) {
      return Arrays.copyOf(buffer.array(), read);
    }
    buffer.limit(buffer.capacity());
    buffer.put(tail);
    return buffer.array();
  }

  private static int afterFirstLineEnd(byte[] block) {
    for (int i = 0; i < block.length; i++) {
      if (block[i] == '\n') {
        return i + 1;
      }
    }
    return block.length;
  }

  private void refuseCompressed(FileChannel channel) throws IOException, LogUnreadableException {
    ByteBuffer magic = ByteBuffer.allocate(2);
    channel.read(magic, 0);
    if (magic.get(0) == 0x1f && magic.get(1) == (byte) 0x8b) {
      throw unreadable("is compressed; unpack it first");
    }
  }

  private LogUnreadableException unreadable(String why) {
    return new LogUnreadableException(path + ": " + why);
  }
}
