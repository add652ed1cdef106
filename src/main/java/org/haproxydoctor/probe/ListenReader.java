package org.haproxydoctor.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxydoctor.model.HaproxyProcess;

/// Where several HAProxies of one host listen: with `SO_REUSEPORT` two of them may share a port,
/// and each gets a part of the visitors.
///
/// The files of another user's process are only for root.
final class ListenReader {
  /// Listening sockets come first in the table, whatever else follows (`tcp_seq_start()`,
  /// net/ipv4/tcp_ipv4.c).
  private static final int MOST_TABLE = 1 << 18;

  /// Sockets that listen are opened first.
  private static final int MOST_FILES = 2048;

  private static final String LISTENING = "0A";

  private final Path proc;

  ListenReader(Path proc) {
    this.proc = proc;
  }

  /// @return the same processes, told where they listen when there are several
  List<HaproxyProcess> added(List<HaproxyProcess> processes) {
    boolean several =
        processes.stream().filter(p -> !p.elsewhere()).map(HaproxyProcess::files).distinct().count()
            > 1;
    if (!several) {
      return processes;
    }
    Map<String, String> addresses = new HashMap<>();
    addresses.putAll(listening("tcp"));
    addresses.putAll(listening("tcp6"));
    return processes.stream()
        .map(p -> p.elsewhere() ? p : p.listening(listens(p.pid(), addresses)))
        .toList();
  }

  /// @return local addresses by inode
  private Map<String, String> listening(String table) {
    Map<String, String> found = new HashMap<>();
    try (InputStream in = Files.newInputStream(proc.resolve("net").resolve(table))) {
      new String(in.readNBytes(MOST_TABLE), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> line.strip().split("\\s+", 11))
          .filter(words -> words.length > 10 && words[3].equals(LISTENING))
          .forEach(words -> found.put(words[9], words[1]));
    } catch (IOException e) {
      // Another system than Linux: then nothing is known.
      return Map.of();
    }
    return found;
  }

  private Set<String> listens(long pid, Map<String, String> addresses) {
    Set<String> found = new HashSet<>();
    Path folder = proc.resolve(Long.toString(pid)).resolve("fd");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      int looked = 0;
      for (Path file : files) {
        if (++looked > MOST_FILES) {
          break;
        }
        String target = Files.readSymbolicLink(file).toString();
        String inode = target.replaceFirst("^socket:\\[(\\d+)]$", "$1");
        if (addresses.containsKey(inode)) {
          found.add(addresses.get(inode));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return found;
    }
    return found;
  }
}
