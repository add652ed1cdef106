package org.haproxydoctor.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.StatTable;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.runtimeapi.ProxiesParser;

/// Takes the looks of one run, each at most once, side by side where they do not need each other.
public final class Collector implements Looks, AutoCloseable {
  private static final String NOT_ASKED = "not looked at";

  private final Target target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deadline deadline;
  private final HaproxyLook haproxy;
  private final Once<Observed<Proxies>> proxies;
  private final Once<Observed<Configuration>> configuration;
  private final Once<Observed<LogWitness>> log;
  private final Once<Observed<HostFacts>> host;
  private final Once<Observed<Traffic>> traffic;
  private final Once<Observed<Traffic>> insisted;
  private final Once<Map<ServerRef, ProbeResult>> tcp;
  private final Once<Map<ServerRef, ServerProbes>> health;
  private final Once<Map<ServerRef, List<NameLookup>>> names;
  private final Once<Upkeep> upkeep;
  private final ProbeLooks probes;
  private final Whereabouts whereabouts;
  private final SideLooks side;

  /// @param deadline for all looks together
  public Collector(Target target, LookOptions options, Deadline deadline) {
    this.target = target;
    this.deadline = deadline;
    ConfigurationLook files = new ConfigurationLook(options);
    HaproxyFinder finder = new HaproxyFinder(options, () -> files.sockets(host().value()));
    this.probes = new ProbeLooks(options.timeout(), options.vary());
    this.host = once(Observed::unseen, () -> HostLook.read(deadline));
    this.haproxy = new HaproxyLook(threads, deadline, finder, options.timeout());
    this.whereabouts = new Whereabouts(haproxy, this::host, options.environment());
    this.proxies =
        once(
            Observed::unseen,
            () ->
                statTable()
                    .map(ProxiesParser::parse)
                    .map(p -> Spares.mark(p, ref -> haproxy.resolved(ref, this::configuration))));
    this.configuration =
        once(Observed::unseen, () -> files.read(process().value(), host().value()));
    UpkeepLook care = new UpkeepLook(options, files);
    this.upkeep = once(Upkeep::unseen, () -> care.read(this, haproxy, deadline));
    this.log =
        once(
            Observed::unseen,
            () -> new LogLook(options).read(target(), proxies(), within(options)));
    TrafficLook counters =
        new TrafficLook(
            haproxy, target, options.interval(), () -> configuration().value(), deadline);
    this.traffic = once(Observed::unseen, () -> counters.take(proxies()));
    this.insisted = once(Observed::unseen, () -> counters.insist(proxies()));
    this.names =
        once(
            _ -> Map.of(),
            () -> probes.names(named(), configuration().value(), nameservers(), within(options)));
    this.tcp = once(_ -> Map.of(), () -> probes.tcp(reachable(suspects()), deadline));
    this.health = once(_ -> Map.of(), () -> probes.health(reachable(suspects()), deadline));
    this.side =
        new SideLooks(
            this::once,
            new SideLooks.Sources(
                this::target,
                this::servers,
                this::reachable,
                this::configuration,
                this::traffic,
                names::get),
            probes,
            deadline);
  }

  private <T> Once<T> once(Function<String, T> without, Callable<T> look) {
    return new Once<>(threads, deadline, without, look);
  }

  private Deadline within(LookOptions options) {
    return deadline.within(options.timeout());
  }

  /// The servers that unwell ones follow belong to it.
  @Override
  public Target target() {
    return proxies().value().map(p -> Followed.widen(target, p)).orElse(target);
  }

  @Override
  public void begin(Set<Kind> kinds) {
    kinds.forEach(kind -> {
      switch (kind) {
        case STATE -> {
          haproxy.begin();
          proxies.begin();
          host.begin();
        }
        case CONFIGURATION -> {
          configuration.begin();
          upkeep.begin();
        }
        case LOG -> log.begin();
        case NAMES -> {
          haproxy.beginNameservers();
          names.begin();
        }
        case TCP -> tcp.begin();
        case HEALTH -> health.begin();
        case TRAFFIC -> traffic.begin();
      }
      side.begin(kind);
    });
  }

  /// @return the address that answered; empty when none did
  public Optional<String> socket() {
    return haproxy.socket();
  }

  /// @return `show stat` as HAProxy gave it, every column
  public Observed<StatTable> statTable() {
    return haproxy.statTable();
  }

  public Observed<ProcessInfo> process() {
    return haproxy.process();
  }

  @Override
  public Optional<SocketTrouble> trouble() {
    return haproxy.trouble();
  }

  @Override
  public Observed<Proxies> proxies() {
    return proxies.get();
  }

  @Override
  public Observed<Configuration> configuration() {
    return configuration.get();
  }

  @Override
  public Observed<LogWitness> log() {
    return log.get();
  }

  @Override
  public Observed<Traffic> traffic() {
    return traffic.get();
  }

  public Observed<HostFacts> host() {
    return host.get();
  }

  @Override
  public List<Server> suspects() {
    return proxies().value().map(p -> Suspects.of(p, target())).orElse(List.of());
  }

  @Override
  public List<Server> unchecked() {
    return side.tried(servers());
  }

  @Override
  public Map<ServerRef, ProbeResult> tcp() {
    return side.withUnchecked(tcp.get());
  }

  @Override
  public Map<ServerRef, ServerProbes> health() {
    return health.get();
  }

  @Override
  public Map<ServerRef, List<NameLookup>> names() {
    return names.get();
  }

  @Override
  public Map<ServerRef, ProbeResult> probe(
      Request request, List<Server> servers, Deadline stepDeadline) {
    return probes.request(request, reachable(servers), stepDeadline);
  }

  @Override
  public Observations observations() {
    begin(Set.of(Kind.STATE));
    Map<ServerRef, ServerProbes> probed = side.joined(health, tcp, names);
    return new Observations(
        target(),
        trouble(),
        process(),
        proxies(),
        haproxy.states(),
        heard(configuration),
        heard(log),
        whereabouts.hostOfHaproxy(suspects(), probed, deadline),
        haproxy.nameservers(),
        side.stateFiles(),
        probed,
        counted(),
        upkeep.hasBegun() ? upkeep.get() : Upkeep.unseen(NOT_ASKED),
        whereabouts.standpoint());
  }

  /// Probes every server of the target, healthy or not.
  public List<Probed> probe(ProbeWish wish) {
    List<Probed> round = new ProbeRound(probes, deadline).of(live(servers()), wish);
    Optional<String> note = whereabouts.standpoint().note();
    return note.map(why -> round.stream().map(p -> p.withNote(why)).toList()).orElse(round);
  }

  private List<Server> servers() {
    return proxies().value().map(target()::serversOf).orElse(List.of());
  }

  /// Probes one address that need not be a server of HAProxy.
  public Probed probe(Url url, ProbeWish wish) {
    return new ProbeRound(probes, deadline).of(url, wish);
  }

  private static <T> Observed<T> heard(Once<Observed<T>> look) {
    return look.hasBegun() ? look.get() : Observed.unseen(NOT_ASKED);
  }

  /// @return where HAProxy is, seen from here
  public Whereabouts whereabouts() {
    return whereabouts;
  }

  /// Whose names are looked up.
  private List<LiveServer> named() {
    List<LiveServer> held = Held.chosen(reachable(servers()), nameservers());
    return Stream.concat(reachable(suspects()).stream(), held.stream()).toList();
  }

  private List<NameserverCounters> nameservers() {
    return haproxy.nameservers().value().orElse(List.of());
  }

  /// Whether HAProxy still reaches a server that we do not only its counters can tell.
  private Observed<Traffic> counted() {
    Observed<Traffic> seen = heard(traffic);
    boolean readOnce = seen.value().filter(t -> t.rows().isEmpty()).isPresent();
    return readOnce && side.hasDoubts() ? insisted.get() : seen;
  }

  /// None where probes from here would prove nothing.
  private List<LiveServer> reachable(List<Server> servers) {
    return whereabouts.standpoint() instanceof Standpoint.Outside ? List.of() : live(servers);
  }

  private List<LiveServer> live(List<Server> servers) {
    return LiveServer.all(
        servers,
        haproxy.states().value().orElse(Map.of()),
        configuration().value(),
        whereabouts.root(configuration().value()));
  }

  /// Ends whatever still runs.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
