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
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.SocketTrouble.Kind;
import org.haproxydoctor.observe.Observations;

/// No HAProxy process runs: its socket is gone, or a file that nobody listens on.
///
/// Not to be confused with a socket at another path, or a stale one, while a process does run, nor
/// with a socket that forbids itself to this user.
final class HaproxyNotRunning implements Rule {
  @Override
  public Cause cause() {
    return Cause.fault("haproxy-not-running");
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
        seen.host().value().filter(_ -> here).map(host -> owners(host, trouble.socket(), seen));
    if (processes.isPresent() && !processes.get().isEmpty()) {
      return Opinion.ruledOut();
    }
    String where = trouble.socket();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            Evidence.Witness.PROBE,
            "probe",
            Clue.PROCESS,
            where.isEmpty() ? "Runtime API socket" : "connect " + where,
            trouble.what()));
    processes.ifPresent(_ ->
        evidence.add(
            Evidence.host(
                Clue.PROCESS,
                "haproxy process",
                where.isEmpty() ? "none" : "none with this socket")));
    String nobody = where.isEmpty() ? "there is no socket" : "nobody listens on " + where;
    Clue clue =
        Clue.of(
                Clue.PROCESS,
                processes.isPresent()
                    ? "HAProxy does not run: " + nobody + " and no process is there"
                    : "HAProxy may not run: " + nobody,
                evidence)
            .withFacts(where.isEmpty() ? Map.of() : Map.of("socket", where));
    return Opinion.found(processes.isPresent() ? clue : clue.inDoubt());
  }

  /// The processes that may have made this socket: those started with the files at hand when these
  /// declare it, the others when they do not. Without any socket, those started with these files.
  private static List<HaproxyProcess> owners(HostFacts host, String socket, Observations seen) {
    if (socket.isEmpty()) {
      return host.processesFor(
          seen.configuration().value().map(Configuration::files).orElse(List.of()));
    }
    Optional<Configuration> files =
        seen.configuration().value().filter(c -> !c.statsSockets().isEmpty());
    if (files.isEmpty()) {
      return host.haproxyProcesses();
    }
    List<HaproxyProcess> ofTheseFiles = host.processesFor(files.get().files());
    boolean declared = files.get().statsSockets().stream().anyMatch(socket::endsWith);
    return declared
        ? ofTheseFiles
        : host.haproxyProcesses().stream()
            .filter(p -> p.files().isEmpty() || !ofTheseFiles.contains(p))
            .toList();
  }

  /// @param socket `/path`, `unix:/path`, `host:port`, `[v6]:port` or a URL; empty when a search on
  ///   this host found none
  private static boolean isOnThisHost(String socket, Observations seen) {
    if (socket.isEmpty() || socket.startsWith("/") || socket.startsWith("unix")) {
      return true;
    }
    String authority = socket.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    String host = authority.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
    return host.equals("localhost")
        || host.startsWith("127.")
        || seen.host().value().map(h -> h.addresses().contains(host)).orElse(false);
  }
}
