package org.haproxydoctor.diagnose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.ByName;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.Reach;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.StateFileUse;
import org.haproxydoctor.model.Configuration.UseServer;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ProxyLimits;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.StateFile;
import org.haproxydoctor.model.Trend;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Standpoint;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.observe.Upkeep;

/// Writes observations down for tests: `Incident.of(server("app/w1").down().check(L4CON))`.
public final class Incident {
  private final Map<String, List<ServerScene>> backends = new LinkedHashMap<>();
  private final List<BackendConfig> emptySections = new ArrayList<>();
  private final List<UseServer> useServers = new ArrayList<>();
  private final List<String> sockets = new ArrayList<>();
  private final List<ServerEvent> events = new ArrayList<>();
  private final Map<String, Map<String, Integer>> terminations = new LinkedHashMap<>();
  private final List<String> changed = new ArrayList<>();
  private String mode = "http";
  private Target target = Target.everything();
  private Optional<SocketTrouble> trouble = Optional.empty();
  private Optional<String> noConfiguration = Optional.empty();
  private boolean noStates;
  private final List<Frontend> frontends = new ArrayList<>();
  private final List<RowScene> rows = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final Map<String, Trend> trends = new LinkedHashMap<>();
  private final List<ProxyLimits> limits = new ArrayList<>();
  private Optional<ConfigLine> maxconn = Optional.empty();
  private Optional<String> noTraffic = Optional.empty();
  private final Map<String, String> info = new LinkedHashMap<>();
  private Optional<HostFacts> host = Optional.empty();
  private Standpoint standpoint = new Standpoint.Same();
  private Observed<List<NameserverCounters>> nameservers = Observed.unseen("not asked");
  private final Map<String, Observed<StateFile>> stateFiles = new LinkedHashMap<>();

  private static final String STATE_FILE = "/var/lib/haproxy/state";

  private Upkeep upkeep =
      new Upkeep(
          Observed.seen(CliLevel.ADMIN),
          Observed.seen(
              new FileCheck(
                  "/usr/sbin/haproxy", List.of("/etc/haproxy/haproxy.cfg"), true, List.of())),
          List.of(),
          List.of());

  private Incident() {}

  public Incident upkeep(Upkeep seen) {
    upkeep = seen;
    return this;
  }

  public static Incident of(ServerScene... servers) {
    Incident incident = new Incident();
    for (ServerScene server : servers) {
      incident.backends.computeIfAbsent(server.ref.backend(), _ -> new ArrayList<>()).add(server);
    }
    return incident;
  }

  public static Incident unreachable(SocketTrouble.Kind kind, String socket) {
    Incident incident = new Incident();
    incident.trouble =
        Optional.of(new SocketTrouble(kind, socket, socket + ": " + kind, "look there"));
    return incident;
  }

  public Incident emptyBackend(String name, boolean needsNoServers) {
    backends.put(name, List.of());
    emptySections.add(
        new BackendConfig(
            name,
            new ConfigLine("/etc/haproxy/haproxy.cfg", 50, "backend " + name),
            Optional.empty(),
            Optional.empty(),
            ByName.none(),
            List.of(),
            needsNoServers,
            List.of()));
    return this;
  }

  /// A backend without servers, to which requests come so.
  public Incident emptyBackend(String name, Reach reach) {
    emptyBackend(name, false);
    BackendConfig section = emptySections.removeLast();
    emptySections.add(
        new BackendConfig(
            name,
            section.line(),
            section.check(),
            section.expect(),
            section.servers(),
            section.hostNames(),
            section.needsNoServers(),
            section.useServers(),
            section.stateFile(),
            reach));
    return this;
  }

  /// @param server empty when the request names it
  public Incident useServer(String server) {
    ConfigLine line =
        new ConfigLine("/etc/haproxy/haproxy.cfg", 15, "use-server " + server + " if { path /a }");
    useServers.add(new UseServer(Optional.of(server).filter(s -> !s.isEmpty()), line));
    return this;
  }

  public Incident target(String... names) {
    target = new Target(List.of(names));
    return this;
  }

  public Incident inMode(String word) {
    mode = word;
    return this;
  }

  public Incident withoutConfiguration(String reason) {
    noConfiguration = Optional.of(reason);
    return this;
  }

  /// What two readings of the counters, a second apart, told.
  public Incident traffic(RowScene... some) {
    rows.addAll(List.of(some));
    return this;
  }

  public Incident withoutTraffic(String reason) {
    noTraffic = Optional.of(reason);
    return this;
  }

  /// Requests that the log of the last minute tells of.
  public Incident ended(String server, String state, int statusClass, int number, long eachMillis) {
    ServerRef ref = ServerRef.parse(server).orElseThrow();
    endings.add(
        new Ending(
            ref.backend(),
            ref.server(),
            state,
            statusClass,
            number,
            eachMillis < 0 ? 0 : number,
            Math.max(0, eachMillis) * number));
    return this;
  }

  /// By the log, a hundred answers each took so long at first and at last.
  public Incident answeredIn(String backend, long millisBefore, long millisNow) {
    trends.put(backend, new Trend(100, millisBefore, 100, millisNow));
    return this;
  }

  /// The file limits what a section or, without a name, the process takes.
  public Incident limited(String section, String text) {
    ConfigLine line = new ConfigLine("/etc/haproxy/haproxy.cfg", 7, text);
    if (section.isEmpty()) {
      maxconn = Optional.of(line);
      return this;
    }
    limits.add(
        new ProxyLimits(
            section,
            true,
            Optional.of(line).filter(_ -> text.startsWith("maxconn")),
            Optional.of(line).filter(_ -> text.startsWith("rate-limit")),
            Optional.empty(),
            Optional.of(line).filter(_ -> text.startsWith("timeout queue")),
            Optional.of(line).filter(_ -> text.startsWith("timeout server")),
            Set.of(),
            false,
            Optional.of(line).filter(_ -> text.contains("deny")).stream().toList()));
    return this;
  }

  /// A line of `show info`; without any, the process does not tell of itself.
  public Incident info(String field, Object value) {
    info.put(field, value.toString());
    return this;
  }

  public Incident frontend(String name, String status) {
    frontends.add(new Frontend(name, status, "http", OptionalLong.empty(), OptionalLong.empty()));
    return this;
  }

  public Incident withoutStates() {
    noStates = true;
    return this;
  }

  public Incident logged(ServerEvent.Kind kind, String subject, String info) {
    events.add(
        new ServerEvent(
            Optional.empty(),
            kind,
            subject,
            Optional.empty(),
            Optional.of(info),
            Optional.empty(),
            "Server " + subject));
    return this;
  }

  /// A check that failed is in the log, with how long it ran.
  public Incident loggedCheck(String subject, Duration took) {
    events.add(
        new ServerEvent(
            Optional.empty(),
            ServerEvent.Kind.CHECK_FAILED,
            subject,
            Optional.empty(),
            Optional.empty(),
            Optional.of(took),
            "Health check for server " + subject + " failed"));
    return this;
  }

  public Incident logged(Instant at, ServerEvent.Kind kind, String subject, String line) {
    events.add(ServerEvent.plain(Optional.of(at), kind, subject, line));
    return this;
  }

  /// An operator's command is in the log.
  public Incident loggedChange(ServerEvent.Kind kind, String subject) {
    events.add(
        new ServerEvent(
            Optional.empty(),
            kind,
            subject,
            Optional.of("changed from CLI"),
            Optional.empty(),
            Optional.empty(),
            "Server " + subject + " is DOWN, changed from CLI."));
    return this;
  }

  public Incident terminated(String backend, String state, int times) {
    terminations.put(backend, Map.of(state, times));
    return this;
  }

  public Incident host(Set<String> addresses, long... pids) {
    List<HaproxyProcess> processes = new ArrayList<>();
    for (long pid : pids) {
      processes.add(new HaproxyProcess(pid, List.of()));
    }
    host = Optional.of(new HostFacts(addresses, processes));
    return this;
  }

  /// These processes run.
  public Incident processes(HaproxyProcess... processes) {
    host = Optional.of(new HostFacts(Set.of(), List.of(processes)));
    return this;
  }

  /// What HAProxy's host has to say of the network.
  public Incident kernel(Kernel kernel) {
    host = Optional.of(kernel.facts());
    return this;
  }

  /// A process runs with this command line, from an unknown directory.
  public Incident process(long pid, String... arguments) {
    HaproxyProcess process = HaproxyProcess.started(pid, List.of(arguments), Optional.empty());
    host = Optional.of(new HostFacts(Set.of(), List.of(process)));
    return this;
  }

  /// Someone wrote the configuration after HAProxy had started.
  public Incident changedSince() {
    changed.add("/etc/haproxy/haproxy.cfg");
    return this;
  }

  /// The configuration has this `stats socket`.
  public Incident declaring(String socket) {
    sockets.add(socket);
    return this;
  }

  /// What HAProxy counts of a nameserver.
  public Incident nameserver(String section, String name, long sent, long answered) {
    List<NameserverCounters> all = new ArrayList<>(nameservers.value().orElse(List.of()));
    all.add(new NameserverCounters(section, name, sent, 0, answered));
    nameservers = Observed.seen(all);
    return this;
  }

  /// The sections load this state file, which holds these servers.
  public Incident stateFile(Duration age, ServerScene... servers) {
    Map<ServerRef, ServerState> states = new LinkedHashMap<>();
    for (ServerScene server : servers) {
      states.put(server.ref, server.state());
    }
    stateFiles.put(STATE_FILE, Observed.seen(new StateFile(STATE_FILE, age, states)));
    return this;
  }

  /// The sections load a state file that cannot be read.
  public Incident unreadableStateFile() {
    stateFiles.put(STATE_FILE, Observed.unseen("permission denied"));
    return this;
  }

  public Observations seen() {
    Map<ServerRef, ServerState> states = new LinkedHashMap<>();
    Map<ServerRef, ServerProbes> probes = new LinkedHashMap<>();
    backends.values().stream()
        .flatMap(List::stream)
        .forEach(s -> {
          states.put(s.ref, s.state());
          probes.put(s.ref, s.probes());
        });
    return new Observations(
        target,
        trouble,
        process(),
        trouble.isPresent() ? Observed.unseen("no socket") : Observed.seen(proxies()),
        noStates ? Observed.unseen("only the stats page was read") : Observed.seen(states),
        noConfiguration
            .<Observed<Configuration>>map(Observed::unseen)
            .orElseGet(() -> Observed.seen(configuration())),
        Observed.seen(
            new LogWitness("/var/log/haproxy.log", events, terminations, endings, trends, 0, true)),
        host.map(Observed::seen).orElseGet(() -> Observed.unseen("not asked")),
        nameservers,
        stateFiles,
        probes,
        noTraffic.<Observed<Traffic>>map(Observed::unseen).orElseGet(() -> Observed.seen(moved())),
        upkeep,
        standpoint);
  }

  /// HAProxy runs on another host than the one that was looked from.
  public Incident fromAfar(String address) {
    standpoint = new Standpoint.Afar(address);
    return this;
  }

  private Traffic moved() {
    Optional<ProcessInfo> told = process().value();
    return Traffic.between(
            rows.stream().map(RowScene::first).toList(),
            rows.stream().map(RowScene::second).toList(),
            Duration.ofSeconds(1))
        .of(told, told);
  }

  private Observed<ProcessInfo> process() {
    return info.isEmpty()
        ? Observed.unseen("not told")
        : Observed.seen(
            new ProcessInfo(
                info.getOrDefault("Version", "2.6.12"),
                OptionalLong.of(4711),
                Optional.of(
                    Duration.ofSeconds(Long.parseLong(info.getOrDefault("Uptime_sec", "86400")))),
                info.getOrDefault("Stopping", "0").equals("1"),
                info));
  }

  private Proxies proxies() {
    return new Proxies(frontends, backends.keySet().stream().map(name -> backend(name)).toList());
  }

  private Backend backend(String name) {
    List<Server> rows = backends.get(name).stream().map(ServerScene::row).toList();
    int active = (int) rows.stream().filter(s -> s.usable() && !s.backup()).count();
    int backup = (int) rows.stream().filter(s -> s.usable() && s.backup()).count();
    return new Backend(
        name,
        rows.isEmpty() || active + backup > 0 ? "UP" : "DOWN",
        active,
        backup,
        mode,
        false,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        rows);
  }

  private Configuration configuration() {
    List<BackendConfig> sections = new ArrayList<>(emptySections);
    backends.forEach((name, servers) -> {
      if (!servers.isEmpty()) {
        sections.add(section(name, servers));
      }
    });
    return new Configuration(
            List.of("/etc/haproxy/haproxy.cfg"), sections, sockets, List.of(), List.of())
        .withChanged(changed)
        .with(limits, new Configuration.Global(maxconn, Optional.empty()));
  }

  private BackendConfig section(String name, List<ServerScene> servers) {
    List<ServerConfig> lines = servers.stream().flatMap(s -> s.config().stream()).toList();
    return new BackendConfig(
        name,
        new ConfigLine("/etc/haproxy/haproxy.cfg", 10, "backend " + name),
        Optional.of(new ConfigLine("/etc/haproxy/haproxy.cfg", 11, "option httpchk GET /healthz")),
        Optional.of(new ConfigLine("/etc/haproxy/haproxy.cfg", 12, "http-check expect status 200")),
        ByName.of(lines, s -> s.ref().server()),
        List.of(),
        false,
        useServers,
        Optional.of(
                new StateFileUse(
                    STATE_FILE,
                    new ConfigLine(
                        "/etc/haproxy/haproxy.cfg", 13, "load-server-state-from-file global")))
            .filter(_ -> !stateFiles.isEmpty()),
        Reach.BY_RULE);
  }
}
