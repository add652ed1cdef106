package org.haproxydoctor.probe.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.host.OpenFiles;

/// Counts the file descriptors of processes. Those of another user's process are only for root;
/// what cannot be read is left out.
public final class OpenFilesReader {
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d+|unlimited)");

  /// No process may open more (`fs.nr_open` is at most 2^30).
  private static final long UNLIMITED = 1L << 30;

  private static final int MOST_FILES = 300_000;

  private final Path proc;

  public OpenFilesReader() {
    this(Path.of("/proc"));
  }

  OpenFilesReader(Path proc) {
    this.proc = proc;
  }

  public List<OpenFiles> read(List<HaproxyProcess> processes, Deadline deadline) {
    return processes.stream().flatMap(p -> read(p.pid(), deadline).stream()).toList();
  }

  private Optional<OpenFiles> read(long pid, Deadline deadline) {
    Path folder = proc.resolve(Long.toString(pid));
    Matcher limit = LIMIT.matcher(new ProcFile(folder.resolve("limits")).text());
    if (!limit.find()) {
      return Optional.empty();
    }
    int open = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve("fd"))) {
      for (Path _ : entries) {
        open++;
        if (open >= MOST_FILES || deadline.passed()) {
          return Optional.empty();
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      return Optional.empty();
    }
    long most = limit.group(1).equals("unlimited") ? UNLIMITED : Long.parseLong(limit.group(1));
    return Optional.of(new OpenFiles(pid, open, most));
  }
}
