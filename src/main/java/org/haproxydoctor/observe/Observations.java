package org.haproxydoctor.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.UseServer;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Traffic;

/// Everything that was seen of one incident: the only thing rules know.
///
/// @param target what was asked about; empty means every backend
/// @param socketTrouble set when HAProxy could not be asked at all
/// @param standpoint where `probes` and `host` were seen from
public record Observations(
    Target target,
    Optional<SocketTrouble> socketTrouble,
    Observed<ProcessInfo> process,
    Observed<Proxies> proxies,
    Observed<Map<ServerRef, ServerState>> states,
    Observed<Configuration> configuration,
    Observed<LogWitness> log,
    Observed<HostFacts> host,
    Map<ServerRef, ServerProbes> probes,
    Observed<Traffic> traffic,
    Upkeep upkeep,
    Standpoint standpoint) {

  public Observations {
    probes = Map.copyOf(probes);
  }

  /// @return the backends asked about, in HAProxy's order
  public List<Backend> backends() {
    return proxies.value().map(Proxies::backends).orElse(List.of()).stream()
        .filter(b -> target.includes(b.name()))
        .toList();
  }

  /// @return the servers asked about of which some witness has something to say, each with all that
  ///   is known of it, built anew each time; the others are healthy, and no rule needs to look at
  ///   them
  public List<ServerCase> suspects() {
    return new CaseBook(this).cases(s -> !isCalm(s));
  }

  /// Whether a backend that HAProxy calls DOWN does what it was made for: no server of it was ever
  /// to be balanced to, and a `use-server` rule leads to one that runs.
  public boolean servesByRule(Backend backend) {
    Optional<BackendConfig> section = configuration.value().flatMap(c -> c.backend(backend.name()));
    if (backend.serves() || section.map(s -> s.useServers().isEmpty()).orElse(true)) {
      return false;
    }
    Set<ServerRef> neverBalanced =
        section.get().servers().stream()
            .filter(s -> s.weight() <= 0)
            .map(ServerConfig::ref)
            .collect(Collectors.toSet());
    return backend.servers().stream().map(Server::ref).allMatch(neverBalanced::contains)
        && backend.servers().stream()
            .filter(s -> s.status().takesTraffic() || s.status().word() == Word.DRAIN)
            .anyMatch(s -> section.get().leadingTo(s.ref()).isPresent());
  }

  /// @return the `use-server` rule that may lead to a server past the balancing
  public Optional<UseServer> ledBy(ServerRef server) {
    return configuration
        .value()
        .flatMap(c -> c.backend(server.backend()))
        .flatMap(b -> b.leadingTo(server));
  }

  private boolean isCalm(Server server) {
    ServerProbes ours = probes.getOrDefault(server.ref(), ServerProbes.none());
    return server.usable()
        && !server.checkFails()
        && ours.mirrored().map(CheckReplay::passed).orElse(true);
  }
}
