package org.haproxydoctor.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A running process of HAProxy: a master, a worker, or both in one.
///
/// @param files configuration files and directories as the command line names them, in its order;
///   relative ones only where the working directory could not be read; empty when the command line
///   could not be, or names none
/// @param localPeer the name that the command line gives it among its peers (`-L`)
/// @param innerPid its id as it knows it itself, in its own PID namespace; `Pid` of `show info`
/// @param elsewhere whether it is known to have another network than this program, such as a
///   container's (`network_namespaces(7)`)
/// @param root its root directory as a path of this program's: another one after `chroot`, or in a
///   container; empty when this program may not look
/// @param origin where it comes from, as far as the host tells
public record HaproxyProcess(
    long pid,
    List<Path> files,
    Optional<String> localPeer,
    long innerPid,
    boolean elsewhere,
    Optional<Path> root,
    Origin origin) {
  /// Options of haproxy(1) that take the next word along; management manual, section 3.
  private static final Set<String> WITH_VALUE =
      Set.of("-L", "-N", "-S", "-m", "-n", "-p", "-x", "-cc");

  public HaproxyProcess {
    files = List.copyOf(files);
  }

  /// A process in this program's own namespaces.
  public HaproxyProcess(long pid, List<Path> files) {
    this(pid, files, Optional.empty(), pid, false, Optional.empty(), Origin.UNKNOWN);
  }

  /// Where a process comes from.
  ///
  /// @param parent its parent's id; 0 when that is init or not known
  /// @param started when; to some hundredths of a second
  /// @param replaces the processes it was told to end (`-sf`, `-st`): those of before a reload
  /// @param listens where it listens, as `/proc/net/tcp` writes addresses; looked at only where
  ///   several HAProxies run, and empty when it may not be read
  public record Origin(
      long parent, Optional<Instant> started, List<Long> replaces, Set<String> listens) {
    public static final Origin UNKNOWN = new Origin(0, Optional.empty(), List.of(), Set.of());

    public Origin {
      replaces = List.copyOf(replaces);
      listens = Set.copyOf(listens);
    }
  }

  public HaproxyProcess listening(Set<String> addresses) {
    return new HaproxyProcess(
        pid,
        files,
        localPeer,
        innerPid,
        elsewhere,
        root,
        new Origin(origin.parent(), origin.started(), origin.replaces(), addresses));
  }

  public HaproxyProcess from(long parent, Optional<Instant> started) {
    return new HaproxyProcess(
        pid,
        files,
        localPeer,
        innerPid,
        elsewhere,
        root,
        new Origin(parent, started, origin.replaces(), origin.listens()));
  }

  public HaproxyProcess inNamespaces(long itsOwnPid, boolean otherNetwork) {
    return new HaproxyProcess(pid, files, localPeer, itsOwnPid, otherNetwork, root, origin);
  }

  public HaproxyProcess rootedAt(Optional<Path> directory) {
    return new HaproxyProcess(pid, files, localPeer, innerPid, elsewhere, directory, origin);
  }

  /// Finds the files in a command line: each `-f`, and everything behind `--`; the name of `-L`,
  /// and the processes of `-sf` and `-st`.
  ///
  /// @param arguments the program's name first; empty when not readable
  /// @param workingDirectory what relative names start from, unless `-C` says otherwise
  public static HaproxyProcess started(
      long pid, List<String> arguments, Optional<Path> workingDirectory) {
    List<String> named = new ArrayList<>();
    List<Long> replaced = new ArrayList<>();
    Optional<Path> base = workingDirectory;
    Optional<String> localPeer = Optional.empty();
    int at = 1;
    while (at < arguments.size()) {
      String argument = arguments.get(at++);
      String value = at < arguments.size() ? arguments.get(at) : "";
      if (argument.equals("--")) {
        named.addAll(arguments.subList(at, arguments.size()));
        at = arguments.size();
      } else if (argument.equals("-f")) {
        named.add(value);
        at++;
      } else if (argument.equals("-C")) {
        base = resolve(workingDirectory, value).or(() -> workingDirectory);
        at++;
      } else if (argument.equals("-sf") || argument.equals("-st")) {
        while (at < arguments.size() && arguments.get(at).matches("\\d{1,9}")) {
          replaced.add(Long.parseLong(arguments.get(at++)));
        }
      } else if (WITH_VALUE.contains(argument)) {
        localPeer = argument.equals("-L") ? Optional.of(value) : localPeer;
        at++;
      }
    }
    List<Path> files = new ArrayList<>();
    for (String name : named) {
      if (!name.isEmpty()) {
        resolve(base, name).ifPresent(files::add);
      }
    }
    return new HaproxyProcess(
        pid,
        files,
        localPeer,
        pid,
        false,
        Optional.empty(),
        new Origin(0, Optional.empty(), replaced, Set.of()));
  }

  private static Optional<Path> resolve(Optional<Path> base, String name) {
    try {
      Path path = Path.of(name);
      return Optional.of(base.map(b -> b.resolve(path)).orElse(path).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// @param others absolute configuration files
  /// @return whether it may have been started with one of them; true when that is not known
  boolean mayRunWith(List<Path> others) {
    return files.isEmpty()
        || files.stream().anyMatch(f -> others.stream().anyMatch(o -> mayBe(f, o)));
  }

  /// A relative name may lead to every file that ends alike, or lies in a directory that does.
  private static boolean mayBe(Path named, Path file) {
    if (named.isAbsolute()) {
      return file.startsWith(named);
    }
    Path end = Path.of("");
    for (Path name : named) {
      end = name.toString().equals("..") ? end : end.resolve(name);
    }
    Path inside = end;
    return inside.toString().isEmpty()
        || Stream.iterate(file, Objects::nonNull, Path::getParent)
            .anyMatch(f -> f.endsWith(inside));
  }
}
