package org.haproxydoctor.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
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
            () -> statTable().map(ProxiesParser::parse).map(p -> Spares.mark(p, this::resolved)));
    this.configuration =
        once(Observed::unseen, () -> files.read(process().value(), host().value()));
    UpkeepLook care = new UpkeepLook(options, files);
    this.upkeep = once(Upkeep::unseen, () -> upkeep(care, within(options)));
    this.log =
        once(
            Observed::unseen,
            () -> new LogLook(options).read(target(), proxies(), within(options)));
    TrafficLook counters =
        new TrafficLook(
            haproxy, target, options.interval(), () -> configuration().value(), deadline);
    this.traffic = once(Observed::unseen, () -> counters.take(proxies()));
    this.names =
        once(
            _ -> Map.of(),
            () -> probes.names(liveServers(), configuration().value(), within(options)));
    this.tcp = once(_ -> Map.of(), () -> probes.tcp(liveServers(), deadline));
    this.health = once(_ -> Map.of(), () -> probes.health(liveServers(), deadline));
    this.side =
        new SideLooks(
            this::once,
            new SideLooks.Sources(
                this::target,
                this::servers,
                some -> standpoint() instanceof Standpoint.Outside ? List.of() : live(some),
                this::configuration,
                names::get),
            probes,
            deadline);
  }

  private Upkeep upkeep(UpkeepLook care, Deadline soon) {
    return new Upkeep(
        haproxy.cliLevel(soon),
        care.fileCheck(
            process().value(), trouble().isPresent(), configuration(), host().value(), soon),
        care.touched(
            process().value(),
            host().value(),
            configuration().value().map(Configuration::files).orElse(List.of())),
        DefectsReader.read());
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
          names.begin();
          haproxy.beginNameservers();
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
  public Map<ServerRef, ProbeResult> tcp() {
    return tcp.get();
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
    return probes.request(
        request,
        standpoint() instanceof Standpoint.Outside ? List.of() : live(servers),
        stepDeadline);
  }

  @Override
  public Observations observations() {
    begin(Set.of(Kind.STATE));
    Map<ServerRef, ServerProbes> probed = probed();
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
        heard(traffic),
        upkeep.hasBegun() ? upkeep.get() : Upkeep.unseen(NOT_ASKED),
        standpoint());
  }

  /// Probes every server of the target, healthy or not.
  public List<Probed> probe(ProbeWish wish) {
    List<Server> servers = proxies().value().map(target::serversOf).orElse(List.of());
    List<Probed> round = new ProbeRound(probes, deadline).of(live(servers), wish);
    Optional<String> note = standpoint().note();
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

  /// Joins what the different probes learnt of each server.
  private Map<ServerRef, ServerProbes> probed() {
    Map<ServerRef, ServerProbes> all = new HashMap<>(health.hasBegun() ? health.get() : Map.of());
    if (tcp.hasBegun()) {
      tcp.get()
          .forEach((ref, result) -> all.merge(ref, ServerProbes.of(result), ServerProbes::with));
    }
    if (names.hasBegun()) {
      names
          .get()
          .forEach((ref, found) -> all.merge(ref, ServerProbes.of(found), ServerProbes::with));
    }
    side.addTo(all);
    return all;
  }

  /// The stats page tells no names, but they are configured as well.
  private Optional<String> resolved(ServerRef ref) {
    return haproxy
        .states()
        .value()
        .map(known -> Optional.ofNullable(known.get(ref)).flatMap(ServerState::resolved))
        .orElseGet(
            () -> configuration().value().flatMap(f -> f.server(ref)).map(s -> s.address().host()));
  }

  /// @return where this program stands as HAProxy's network goes
  public Standpoint standpoint() {
    return whereabouts.standpoint();
  }

  /// @return the process that is the HAProxy that answers, or its master, in another network
  ///   namespace on this host; empty when it is not elsewhere, or not the only one that may be
  public Optional<HaproxyProcess> elsewhere() {
    return whereabouts.elsewhere();
  }

  /// This run stays in its own network.
  ///
  /// @param why a clause without final stop
  public void stayOutside(String why) {
    whereabouts.stayOutside(why);
  }

  private List<LiveServer> liveServers() {
    return standpoint() instanceof Standpoint.Outside ? List.of() : live(suspects());
  }

  private List<LiveServer> live(List<Server> servers) {
    return LiveServer.all(
        servers, haproxy.states().value().orElse(Map.of()), configuration().value());
  }

  /// Ends whatever still runs.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
