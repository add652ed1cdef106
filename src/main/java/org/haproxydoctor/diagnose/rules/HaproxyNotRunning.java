package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.HostFacts.HaproxyProcess;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.SocketTrouble.Kind;
import org.haproxydoctor.observe.Observations;

/// No HAProxy process runs: its socket is gone, or a file that nobody listens on.
///
/// Not to be confused with a socket at another path, or a stale one, while a process does run, nor
/// with a socket that forbids itself to this user.
public final class HaproxyNotRunning implements Rule {
  @Override
  public Cause cause() {
    return Cause.fault("haproxy-not-running", "HAProxy does not run");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return seen.socketTrouble().map(t -> examine(t, seen)).stream().toList();
  }

  private static Opinion examine(SocketTrouble trouble, Observations seen) {
    if (trouble.kind() != Kind.NO_SUCH_SOCKET && trouble.kind() != Kind.NOBODY_LISTENING) {
      return Opinion.ruledOut();
    }
    boolean here = isOnThisHost(trouble.socket(), seen);
    Optional<List<HaproxyProcess>> processes =
        seen.host()
            .value()
            .filter(_ -> here)
            .map(HostFacts::haproxyProcesses)
            .map(all -> all.stream().filter(p -> mayOwn(p, trouble.socket(), seen)).toList());
    if (processes.isPresent() && !processes.get().isEmpty()) {
      return Opinion.ruledOut();
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            Evidence.Witness.PROBE,
            "probe",
            Clue.PROCESS,
            "connect " + trouble.socket(),
            trouble.what()));
    processes.ifPresent(
        _ -> evidence.add(Evidence.host(Clue.PROCESS, "haproxy process", "none with this socket")));
    String where = trouble.socket();
    Clue clue =
        Clue.of(
                Clue.PROCESS,
                processes.isPresent()
                    ? "HAProxy does not run: nobody listens on "
                        + where
                        + " and no process is there"
                    : "HAProxy may not run: nobody listens on " + where,
                evidence)
            .withFacts(Map.of("socket", where));
    return Opinion.found(processes.isPresent() ? clue : clue.inDoubt());
  }

  /// A process that was started with other files than the one that declares this socket is another
  /// HAProxy on the same host.
  private static boolean mayOwn(HaproxyProcess process, String socket, Observations seen) {
    Optional<Configuration> declaring =
        seen.configuration()
            .value()
            .filter(c -> c.statsSockets().stream().anyMatch(s -> socket.endsWith(s)));
    return process.arguments().isEmpty()
        || declaring.isEmpty()
        || declaring.get().files().stream()
            .anyMatch(f -> process.arguments().stream().anyMatch(a -> isSameFile(a, f)));
  }

  /// @param argument a file, or the directory it lies in; perhaps relative
  private static boolean isSameFile(String argument, String file) {
    return file.equals(argument)
        || file.endsWith("/" + argument)
        || argument.endsWith("/" + file)
        || (argument.startsWith("/") && file.startsWith(argument + "/"));
  }

  /// @param socket `/path`, `unix:/path`, `host:port`, `[v6]:port` or a URL
  private static boolean isOnThisHost(String socket, Observations seen) {
    if (socket.startsWith("/") || socket.startsWith("unix")) {
      return true;
    }
    String authority = socket.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    String host = authority.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
    return host.equals("localhost")
        || host.startsWith("127.")
        || seen.host().value().map(h -> h.addresses().contains(host)).orElse(false);
  }
}
