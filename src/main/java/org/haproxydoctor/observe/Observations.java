package org.haproxydoctor.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.UseServer;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Traffic;

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
    Map<ServerRef, ServerProbes> probes,
    Observed<Traffic> traffic,
    Upkeep upkeep) {

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
    return configuration.value().map(c -> c.servesByRule(backend)).orElse(false);
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
