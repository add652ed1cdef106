package org.haproxydoctor.observe;

import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.Peer;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.probe.HostFactsReader;
import org.haproxydoctor.probe.host.NetworkReader;
import org.haproxydoctor.probe.host.OpenFilesReader;

/// Looks at this host, and whether it is the one that HAProxy sees.
final class HostLook {
  private HostLook() {}

  static Observed<HostFacts> read(Deadline deadline) {
    try {
      HostFacts facts = new HostFactsReader().read(deadline);
      return Observed.seen(
          facts.withFiles(new OpenFilesReader().read(facts.haproxyProcesses(), deadline)));
    } catch (SocketException e) {
      return Observed.unseen("this host does not tell its addresses: " + e.getMessage());
    }
  }

  /// Looks at the network once the servers in doubt were probed, because that is when the kernel
  /// has something to say of them.
  static HostFacts withNetwork(
      HostFacts host,
      OptionalLong pid,
      Peer peer,
      List<Server> suspects,
      Map<ServerRef, ServerProbes> probed,
      Deadline deadline) {
    Set<Endpoint> servers = new LinkedHashSet<>();
    for (Server suspect : suspects) {
      ServerProbes probes = probed.getOrDefault(suspect.ref(), ServerProbes.none());
      List<ProbeResult> ours =
          Stream.concat(probes.tcp().stream(), probes.mirrored().stream().map(CheckReplay::result))
              .toList();
      if (isUnconnected(suspect) || ours.stream().anyMatch(r -> !r.connected())) {
        suspect.address().ifPresent(servers::add);
        ours.stream().flatMap(r -> reached(r).stream()).forEach(servers::add);
      }
    }
    List<HaproxyProcess> answering = host.answering(pid, peer);
    OptionalLong here = answering.stream().mapToLong(HaproxyProcess::pid).findFirst();
    return host.withNetwork(new NetworkReader().read(host, servers, here, deadline));
  }

  private static boolean isUnconnected(Server suspect) {
    return suspect
        .check()
        .map(HealthCheck::status)
        .filter(Set.of(CheckStatus.L4CON, CheckStatus.L4TOUT, CheckStatus.SOCKERR)::contains)
        .isPresent();
  }

  private static Optional<Endpoint> reached(ProbeResult result) {
    return result.address().map(a -> new Endpoint(a, result.endpoint().port()));
  }

  /// @param pid what HAProxy says of itself
  /// @param stayed why this run was not moved into HAProxy's namespace
  static Standpoint standpoint(
      Map<String, String> environment,
      OptionalLong pid,
      Peer peer,
      Optional<HostFacts> facts,
      Optional<String> stayed) {
    List<HaproxyProcess> other = facts.map(h -> h.elsewhere(pid, peer)).orElse(List.of());
    if (!other.isEmpty()) {
      return new Standpoint.Outside(outside(other.getFirst().pid(), stayed));
    }
    Optional<String> afar = facts.flatMap(h -> peer.address().filter(a -> !h.owns(withoutZone(a))));
    if (afar.isPresent()) {
      return new Standpoint.Afar(afar.get());
    }
    return Entering.entered(environment)
        .<Standpoint>map(Standpoint.Inside::new)
        .orElseGet(Standpoint.Same::new);
  }

  private static String withoutZone(String literal) {
    return literal.replaceFirst("%.*", "");
  }

  private static String outside(long pid, Optional<String> stayed) {
    return "HAProxy, pid "
        + pid
        + ", has another network than this program (a container, a network namespace): what is"
        + " reached from here says nothing about it"
        + stayed.map(why -> "; " + why).orElse("")
        + "; look from there, as root: `nsenter -t "
        + pid
        + " -n haproxy-doctor \u2026`";
  }
}
