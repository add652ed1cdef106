package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProxyLimits;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.Trend;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// What requests to one backend meet: the counters of two moments, and the log of the last minute.
///
/// Totals since the start prove nothing: only what moves now does.
final class BackendTraffic {
  private final Observations seen;
  private final Backend backend;
  private final Movement row;
  private final Traffic traffic;
  private final List<Ending> endings;

  private BackendTraffic(
      Observations seen, Backend backend, Movement row, Traffic traffic, List<Ending> endings) {
    this.seen = seen;
    this.backend = backend;
    this.row = row;
    this.traffic = traffic;
    this.endings = endings;
  }

  /// @return one for each backend asked about whose counters were read, and only with servers
  static List<BackendTraffic> of(Observations seen) {
    Traffic traffic = seen.traffic().value().orElse(Traffic.none());
    if (traffic.rows().isEmpty()) {
      return List.of();
    }
    Map<String, List<Ending>> endings = new HashMap<>();
    seen.log()
        .value()
        .map(LogWitness::endings)
        .orElse(List.of())
        .forEach(e -> endings.computeIfAbsent(e.backend(), _ -> new ArrayList<>()).add(e));
    List<BackendTraffic> all = new ArrayList<>();
    for (Backend backend : seen.backends()) {
      traffic
          .backend(backend.name())
          .filter(_ -> !backend.isEmpty())
          .map(row ->
              new BackendTraffic(
                  seen, backend, row, traffic, endings.getOrDefault(backend.name(), List.of())))
          .ifPresent(all::add);
    }
    return all;
  }

  Backend backend() {
    return backend;
  }

  String name() {
    return backend.name();
  }

  Movement row() {
    return row;
  }

  Traffic traffic() {
    return traffic;
  }

  /// @return the servers asked about whose counters were read, in HAProxy's order
  List<ServerTraffic> servers() {
    List<ServerTraffic> servers = new ArrayList<>();
    for (Server server : backend.servers()) {
      traffic
          .server(server.ref())
          .filter(_ -> seen.target().includes(server.ref()))
          .map(m -> new ServerTraffic(this, server, m))
          .ifPresent(servers::add);
    }
    return servers;
  }

  /// @return over all servers of the backend, asked about or not
  long movedOnServers(Counter counter) {
    long moved = 0;
    for (Server server : backend.servers()) {
      moved += traffic.server(server.ref()).map(m -> m.moved(counter)).orElse(0L);
    }
    return moved;
  }

  /// @return whether at least some requests came and not one was served; an answer that says the
  ///   visitor is wrong counts as service. Few requests are enough where our own fail as well, with
  ///   every server
  boolean servesNobody() {
    Share lost = lost(backend, row);
    return lost.isEverything() || (lost.bad() > 0 && lost.bad() >= lost.all() && isShutToUs());
  }

  private boolean isShutToUs() {
    return backend.servers().stream()
        .filter(Server::usable)
        .allMatch(s -> failedWay(s.ref()).isPresent());
  }

  /// @return the requests that were not served
  private static Share lost(Backend backend, Movement row) {
    long served =
        row.moved(Counter.ANSWERS_2XX)
            + row.moved(Counter.ANSWERS_3XX)
            + row.moved(Counter.ANSWERS_4XX)
            + row.moved(Counter.ANSWERS_1XX);
    long failed =
        Math.max(
            row.moved(Counter.ANSWERS_5XX),
            row.moved(Counter.CONNECT_ERRORS) + row.moved(Counter.RESPONSE_ERRORS));
    boolean http = !backend.mode().equals("tcp");
    return Share.of(failed, http ? failed + served : row.moved(Counter.SESSIONS));
  }

  /// @return whether no request to a server's backend was served
  static boolean servesNobody(ServerCase server) {
    return server
        .all()
        .traffic()
        .value()
        .flatMap(t -> t.backend(server.ref().backend()))
        .filter(row -> lost(server.backend(), row).isEverything())
        .isPresent();
  }

  /// @return how many requests ended so in the last minute, by the log
  int logged(Predicate<Ending> how) {
    return endings.stream().filter(how).mapToInt(Ending::number).sum();
  }

  List<Ending> endings() {
    return endings;
  }

  /// @return what came of taking the way of a server's requests, where that fails
  Optional<CheckReplay> failedWay(ServerRef server) {
    return Optional.ofNullable(seen.probes().get(server))
        .flatMap(ServerProbes::way)
        .filter(r -> !r.passed());
  }

  Optional<HostFacts> host() {
    return seen.host().value();
  }

  /// @return the last line of the log that says there was no local port for connections to a
  ///   server; an address that this host lacks, or a family, would be told in the same words
  Optional<ServerEvent> shortage(ServerRef server) {
    Optional<HostFacts> host = host();
    Optional<Endpoint> to = seen.server(server).flatMap(Server::address);
    boolean here = host.flatMap(h -> to.map(t -> h.hasFamilyFor(t.host()))).orElse(true);
    boolean bound =
        seen.configuration()
            .value()
            .flatMap(c -> c.server(server))
            .flatMap(ServerConfig::source)
            .flatMap(s -> host.map(h -> h.owns(s.address())))
            .orElse(false);
    return seen.log().value().map(LogWitness::events).orElse(List.of()).stream()
        .filter(e -> e.subject().equals(name()))
        .filter(e ->
            (e.kind() == ServerEvent.Kind.NO_FREE_PORTS && here)
                || (e.kind() == ServerEvent.Kind.SOURCE_BIND_FAILED && bound))
        .reduce((_, later) -> later);
  }

  /// @return how long its answers took in the course of the log
  Optional<Trend> trend() {
    return seen.log().value().map(l -> l.trends().get(name()));
  }

  /// @return the counters show it, or they move and the log of a minute shows it
  static boolean isFault(Share counted, Share logged) {
    return counted.isFault() || (counted.bad() > 0 && logged.isFault());
  }

  String interval() {
    return HaproxyDuration.forPeople(traffic.interval());
  }

  /// @return `+34 in 1 s (1204 since the start)`
  Evidence moved(Object subject, Movement of, Counter counter) {
    return moved(subject, of, counter, traffic);
  }

  static Evidence moved(Object subject, Movement of, Counter counter, Traffic traffic) {
    String least = of.cleared() ? "at least " : "";
    return Evidence.stat(
        subject,
        counter.column(),
        least
            + "+"
            + of.moved(counter)
            + " in "
            + HaproxyDuration.forPeople(traffic.interval())
            + " ("
            + Long.toUnsignedString(of.total(counter))
            + " since the start)");
  }

  Optional<ProxyLimits> limits() {
    return seen.configuration().value().flatMap(c -> c.waiting(name()));
  }

  Optional<ConfigLine> line(ServerRef server) {
    return seen.configuration().value().flatMap(c -> c.server(server)).map(ServerConfig::line);
  }

  /// @return values for the runbooks' variables
  Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>(Map.of("backend", name(), "target", name()));
    limits().flatMap(ProxyLimits::patience).map(Facts::at).ifPresent(facts::putAll);
    return facts;
  }

  Map<String, String> facts(ServerRef server) {
    Map<String, String> facts =
        new HashMap<>(
            Map.of(
                "backend",
                server.backend(),
                "server",
                server.server(),
                "target",
                server.toString()));
    line(server).map(Facts::at).ifPresent(facts::putAll);
    return facts;
  }
}
