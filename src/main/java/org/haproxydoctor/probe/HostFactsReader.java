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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;

/// Asks this host for its addresses and for the HAProxy processes it runs.
///
/// Processes that cannot be read (another system than Linux, a hidden `/proc`) are left out without
/// a word.
public final class HostFactsReader {
  /// Where the start stands among the fields behind the name.
  private static final int STARTED = 19;

  private static final Set<String> JUDGES = Set.of("-c", "-cc", "-v", "-vv");

  private static final int LONGEST_COMMAND_LINE = 64 * 1024;

  /// Packages of several versions side by side name the program after its version.
  private static final Pattern NAMES = Pattern.compile("haproxy([-_.]?v?\\d[\\w.-]*)?");

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
    return new HostFacts(addresses(), new ListenReader(proc).added(processes(deadline)));
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
        if (isHaproxy(entry) && lives(entry) && !onlyJudges(entry)) {
          found.add(process(entry));
        }
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      return found;
    }
    return found;
  }

  /// `haproxy -c` looks at its files and leaves, it is no HAProxy that serves.
  private static boolean onlyJudges(Path process) {
    return arguments(read(process.resolve("cmdline"))).stream()
        .takeWhile(a -> !a.equals("--"))
        .anyMatch(JUDGES::contains);
  }

  private static boolean isHaproxy(Path process) {
    return NAMES.matcher(read(process.resolve("comm")).strip()).matches();
  }

  private HaproxyProcess process(Path entry) {
    long pid = Long.parseLong(entry.getFileName().toString());
    List<String> arguments = arguments(read(entry.resolve("cmdline")));
    return HaproxyProcess.started(pid, arguments, startDirectory(entry))
        .inNamespaces(innerPid(entry, pid), !shares(entry, "net").orElse(true))
        .rootedAt(root(entry))
        .from(parent(entry), started(entry));
  }

  private static long parent(Path process) {
    List<String> stat = List.of(afterName(process).split(" ", 3));
    boolean told = stat.size() > 1 && stat.get(1).matches("\\d{2,10}|[2-9]");
    return told ? Long.parseLong(stat.get(1)) : 0;
  }

  /// Field 22 of `proc_pid_stat(5)`, in ticks since the boot; there are 100 of them in a second on
  /// every usual Linux.
  private Optional<Instant> started(Path process) {
    List<String> stat = List.of(afterName(process).split(" ", STARTED + 2));
    String up = read(proc.resolve("uptime"));
    if (stat.size() <= STARTED
        || !stat.get(STARTED).matches("\\d{1,15}")
        || !up.matches("\\d{1,12}\\.\\d\\d\\b[\\s\\S]*")) {
      return Optional.empty();
    }
    long upMillis = Long.parseLong(up.substring(0, up.indexOf(' ')).replace(".", "")) * 10;
    long ageMillis = upMillis - Long.parseLong(stat.get(STARTED)) * 10;
    return Optional.of(Instant.now().minusMillis(ageMillis));
  }

  /// `NSpid` of `proc_pid_status(5)`: one id for each PID namespace, its own last.
  private static long innerPid(Path process, long pid) {
    return read(process.resolve("status"))
        .lines()
        .filter(line -> line.matches("NSpid:(\\s+\\d{1,18})+"))
        .map(line -> Long.parseLong(line.substring(line.strip().lastIndexOf('\t') + 1).strip()))
        .findFirst()
        .orElse(pid);
  }

  /// @param kind of a namespace (`namespaces(7)`): `net`, `mnt`
  /// @return whether the process shares this program's; empty when it is hidden
  private Optional<Boolean> shares(Path process, String kind) {
    return link(proc.resolve("self/ns").resolve(kind))
        .flatMap(ours -> link(process.resolve("ns").resolve(kind)).map(ours::equals));
  }

  /// `root` of `proc_pid_root(5)` leads into another mount namespace, too; its name alone would
  /// not, but is shorter, and a socket's path must be short.
  private Optional<Path> root(Path process) {
    Path door = process.resolve("root");
    boolean same = shares(process, "mnt").orElse(false);
    return link(door).map(name -> same && Files.isDirectory(name) ? name : door);
  }

  /// Where the process was started. One that has locked itself up (`chroot`) has left that place,
  /// but its master stays there (management manual, section 3, `-W`).
  private Optional<Path> startDirectory(Path process) {
    boolean locked = link(process.resolve("root")).filter(r -> !r.equals(Path.of("/"))).isPresent();
    if (!locked) {
      return link(process.resolve("cwd"));
    }
    List<String> stat = List.of(afterName(process).split(" ", 3));
    Path parent = proc.resolve(stat.size() < 2 ? "0" : stat.get(1));
    return isHaproxy(parent) ? link(parent.resolve("cwd")) : Optional.empty();
  }

  /// An ended process keeps its entry until its parent has asked how it ended, which in a container
  /// may be never.
  private static boolean lives(Path process) {
    String stat = afterName(process);
    return stat.isEmpty() || "ZX".indexOf(stat.charAt(0)) < 0;
  }

  /// `proc_pid_stat(5)`: the name in brackets may hold anything; its state and its parent follow.
  private static String afterName(Path process) {
    String stat = read(process.resolve("stat"));
    int end = stat.lastIndexOf(") ");
    return end < 0 ? "" : stat.substring(end + 2);
  }

  private static List<String> arguments(String commandLine) {
    return commandLine.isEmpty()
        ? List.of()
        : List.of(commandLine.split("\0", -1)).reversed().stream()
            .dropWhile(String::isEmpty)
            .toList()
            .reversed();
  }

  private static Optional<Path> link(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException | UnsupportedOperationException e) {
      // Those of another user's process are only for root.
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
