package org.haproxydoctor.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.UseServer;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.StateFile;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.Traffic;

/// Everything that was seen of one incident: the only thing rules know.
///
/// @param target what was asked about; empty means every backend
/// @param socketTrouble set when HAProxy could not be asked at all
/// @param nameservers what HAProxy counts of the nameservers it asks
/// @param stateFiles the server-state files the target's sections name, by path
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
    Observed<List<NameserverCounters>> nameservers,
    Map<String, Observed<StateFile>> stateFiles,
    Map<ServerRef, ServerProbes> probes,
    Observed<Traffic> traffic,
    Upkeep upkeep,
    Standpoint standpoint) {
  private static final int LONGEST_CHAIN = 1000;

  public Observations {
    stateFiles = Map.copyOf(stateFiles);
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

  /// @return the server with this name, in whatever backend it is
  public Optional<Server> server(ServerRef ref) {
    return proxies.value().map(Proxies::backends).orElse(List.of()).stream()
        .filter(b -> b.name().equals(ref.backend()))
        .flatMap(b -> b.servers().stream())
        .filter(s -> s.ref().equals(ref))
        .findFirst();
  }

  /// @return the server at the end of a chain of `track`, which alone is checked; empty when it
  ///   follows nobody
  public Optional<Server> followed(Server server) {
    Optional<Server> last = Optional.empty();
    Optional<ServerRef> next = server.tracked();
    for (int i = 0; i < LONGEST_CHAIN && next.isPresent(); i++) {
      Optional<Server> found = next.flatMap(this::server);
      last = found;
      next = found.flatMap(Server::tracked);
    }
    return last;
  }

  /// @return the `use-server` rule that may lead to a server past the balancing
  public Optional<UseServer> ledBy(ServerRef server) {
    return configuration
        .value()
        .flatMap(c -> c.backend(server.backend()))
        .flatMap(b -> b.leadingTo(server));
  }

  /// @return the certificate for which HAProxy would turn the server down
  public Optional<Certificate> turnedDown(ServerRef server) {
    ServerProbes ours = probes.getOrDefault(server, ServerProbes.none());
    return ours.mirrored()
        .or(ours::way)
        .map(r -> r.result().seen())
        .filter(s -> s.verdict().isPresent())
        .flatMap(TlsSeen::certificate);
  }

  /// Whether HAProxy sends traffic to a server that it does not check, and the traffic fails.
  public boolean isBelievedUp(Server server) {
    return refusesUs(server) && !isAnswering(server);
  }

  /// @return whether HAProxy's own connections of this moment do what ours could not
  public boolean isAnswering(Server server) {
    return traffic
        .value()
        .flatMap(t -> t.server(server.ref()))
        .filter(Movement::isAnswered)
        .isPresent();
  }

  /// Whether HAProxy sends traffic to a server that it does not check and that takes no connections
  /// from us.
  ///
  /// A failed handshake may be due to our own side, and without the configuration so may the
  /// address: these count only where HAProxy had errors as well.
  public boolean refusesUs(Server server) {
    if (!Unchecked.isBelievedUp(server)) {
      return false;
    }
    Optional<ProbeResult> connection =
        Optional.ofNullable(probes.get(server.ref())).flatMap(ServerProbes::tcp);
    if (connection.isEmpty()) {
      return false;
    }
    boolean plain =
        switch (connection.get().word()) {
          case REFUSED, TIMEOUT, UNREACHABLE, RESET, CLOSED -> true;
          default -> false;
        };
    boolean failed = connection.get().word() != ProbeResult.Word.OK;
    boolean errors = server.connectErrors().orElse(0) > 0;
    return failed && (errors || (plain && configuration.value().isPresent()));
  }

  private boolean isCalm(Server server) {
    ServerProbes ours = probes.getOrDefault(server.ref(), ServerProbes.none());
    return server.usable()
        && !server.checkFails()
        && !refusesUs(server)
        && ours.isNameAnswered()
        && ours.mirrored().map(CheckReplay::passed).orElse(true)
        && ours.way().map(CheckReplay::passed).orElse(true);
  }
}
