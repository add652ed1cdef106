package org.haproxydoctor.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.ServerProbes;

/// Everything that was seen of one incident: the only thing rules know.
///
/// @param target what was asked about; empty means every backend
/// @param socketTrouble set when HAProxy could not be asked at all
public record Observations(
    Target target,
    Optional<SocketTrouble> socketTrouble,
    Observed<ProcessInfo> process,
    Observed<Proxies> proxies,
    Observed<Map<ServerRef, ServerState>> states,
    Observed<Configuration> configuration,
    Observed<LogWitness> log,
    Observed<HostFacts> host,
    Map<ServerRef, ServerProbes> probes) {

  public Observations {
    probes = Map.copyOf(probes);
  }

  /// Nothing looked at yet.
  public static Observations nothing(Target target) {
    return new Observations(
        target,
        Optional.empty(),
        Observed.unseen("not looked at"),
        Observed.unseen("not looked at"),
        Observed.unseen("not looked at"),
        Observed.unseen("not looked at"),
        Observed.unseen("not looked at"),
        Observed.unseen("not looked at"),
        Map.of());
  }

  /// @return the backends asked about, in HAProxy's order
  public List<Backend> backends() {
    return proxies.value().map(Proxies::backends).orElse(List.of()).stream()
        .filter(b -> target.includes(b.name()))
        .toList();
  }

  /// @return the servers asked about, each with all that is known of it
  public List<ServerCase> servers() {
    List<ServerCase> cases = new ArrayList<>();
    for (Backend backend : backends()) {
      for (Server server : backend.servers()) {
        if (target.includes(server.ref())) {
          cases.add(caseOf(backend, server));
        }
      }
    }
    return cases;
  }

  public List<ServerCase> servers(Predicate<Server> which) {
    return servers().stream().filter(s -> which.test(s.server())).toList();
  }

  private ServerCase caseOf(Backend backend, Server server) {
    ServerRef ref = server.ref();
    return new ServerCase(
        backend,
        server,
        states.value().flatMap(s -> Optional.ofNullable(s.get(ref))),
        configuration.value().flatMap(c -> c.server(ref)),
        probes.getOrDefault(ref, ServerProbes.none()),
        log.value().map(LogWitness::events).orElse(List.of()).stream()
            .filter(e -> e.subject().equals(ref.toString()))
            .toList(),
        this);
  }
}
