package org.haproxydoctor.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;

/// Asks this host for its addresses and for the HAProxy processes it runs.
///
/// Processes that cannot be read (another system than Linux, a hidden `/proc`) are left out without
/// a word.
public final class HostFactsReader {
  private static final int LONGEST_COMMAND_LINE = 64 * 1024;

  private final Path proc;

  public HostFactsReader() {
    this(Path.of("/proc"));
  }

  HostFactsReader(Path proc) {
    this.proc = proc;
  }

  /// @param deadline the list of processes ends early when it passes
  /// @throws SocketException when the addresses cannot be listed: none would be a wrong answer
  public HostFacts read(Deadline deadline) throws SocketException {
    return new HostFacts(addresses(), processes(deadline));
  }

  private static Set<String> addresses() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(HostFactsReader::text)
        .collect(Collectors.toSet());
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = address instanceof Inet6Address ? text.indexOf('%') : -1;
    return zone < 0 ? text : text.substring(0, zone);
  }

  private List<HaproxyProcess> processes(Deadline deadline) {
    List<HaproxyProcess> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        if (deadline.passed()) {
          break;
        }
        if (read(entry.resolve("comm")).strip().equals("haproxy") && lives(entry)) {
          found.add(
              HaproxyProcess.started(
                  Long.parseLong(entry.getFileName().toString()),
                  arguments(read(entry.resolve("cmdline"))),
                  workingDirectory(entry)));
        }
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      return found;
    }
    return found;
  }

  /// An ended process keeps its entry until its parent has asked how it ended, which in a container
  /// may be never.
  private static boolean lives(Path process) {
    // `proc_pid_stat(5)`: the name in brackets may hold anything, the state follows it.
    String stat = read(process.resolve("stat"));
    int state = stat.lastIndexOf(") ") + 2;
    return state < 2 || state >= stat.length() || "ZX".indexOf(stat.charAt(state)) < 0;
  }

  private static List<String> arguments(String commandLine) {
    return commandLine.isEmpty()
        ? List.of()
        : List.of(commandLine.split("\0", -1)).reversed().stream()
            .dropWhile(String::isEmpty)
            .toList()
            .reversed();
  }

  private static Optional<Path> workingDirectory(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
    } catch (IOException | UnsupportedOperationException e) {
      // That of another user's process is only for root.
      return Optional.empty();
    }
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_COMMAND_LINE), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Processes end, and those of other users may be hidden.
      return "";
    }
  }
}
