package org.haproxydoctor.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.model.check.AgentSpec;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Passage;

/// What haproxy.cfg says, as far as a diagnosis needs it.
///
/// @param files the files read, in order
/// @param statsSockets addresses of the `stats socket` lines, as one connects to them: a path or
///   `host:port`
/// @param resolvers the `resolvers` sections
/// @param problems what was not understood, each with its line
/// @param changed those of the files that were written after the HAProxy asked about had started:
///   it may run with something else
/// @param limits of every proxy section
/// @param global the `global` section
public record Configuration(
    List<String> files,
    ByName<BackendConfig> backends,
    List<String> statsSockets,
    List<Resolvers> resolvers,
    List<Problem> problems,
    List<String> changed,
    List<ProxyLimits> limits,
    Global global) {

  /// The `global` section (configuration manual, section 3).
  ///
  /// @param maxconn its `maxconn` line
  /// @param chroot the directory HAProxy locks itself up in
  public record Global(Optional<ConfigLine> maxconn, Optional<Path> chroot) {
    public static final Global EMPTY = new Global(Optional.empty(), Optional.empty());
  }

  public Configuration(
      List<String> files,
      List<BackendConfig> backends,
      List<String> statsSockets,
      List<Resolvers> resolvers,
      List<Problem> problems) {
    this(
        files,
        ByName.of(backends, BackendConfig::name),
        statsSockets,
        resolvers,
        problems,
        List.of(),
        List.of(),
        Global.EMPTY);
  }

  public Configuration {
    files = List.copyOf(files);
    statsSockets = List.copyOf(statsSockets);
    resolvers = List.copyOf(resolvers);
    problems = List.copyOf(problems);
    changed = List.copyOf(changed);
    limits = List.copyOf(limits);
  }

  public Configuration withChanged(List<String> some) {
    return new Configuration(
        files, backends, statsSockets, resolvers, problems, some, limits, global);
  }

  public Configuration with(List<ProxyLimits> all, Global section) {
    return new Configuration(
        files, backends, statsSockets, resolvers, problems, changed, all, section);
  }

  /// @return what the backend's section says of waiting
  public Optional<ProxyLimits> waiting(String backend) {
    return limits.stream().filter(l -> l.name().equals(backend)).reduce((_, last) -> last);
  }

  /// @return what the frontend's section says of how much it takes
  public Optional<ProxyLimits> taking(String frontend) {
    return limits.stream().filter(l -> l.takesClients() && l.name().equals(frontend)).findFirst();
  }

  /// A `backend` or `listen` section.
  ///
  /// @param line the section's own line
  /// @param check what says how the servers are checked: `option httpchk` …, when there is such a
  ///   line
  /// @param expect the last `http-check expect` line
  /// @param hostNames names that clients use for this backend, from `use_backend` conditions,
  ///   `http-check` and `sni` values: candidates for a `Host` header
  /// @param needsNoServers the section is complete without servers: it answers by itself (`stats
  ///   enable`/`stats uri`, `redirect`, `http-request redirect|return|deny|use-service`, `dispatch`
  ///   …) or only keeps a `stick-table`
  /// @param useServers its `use-server` rules
  /// @param stateFile where its servers' states are restored from when HAProxy starts
  /// @param reach whether requests come here
  public record BackendConfig(
      String name,
      ConfigLine line,
      Optional<ConfigLine> check,
      Optional<ConfigLine> expect,
      ByName<ServerConfig> servers,
      List<String> hostNames,
      boolean needsNoServers,
      List<UseServer> useServers,
      Optional<StateFileUse> stateFile,
      Reach reach) {

    /// A section whose servers start afresh, and to which some rule may lead.
    public BackendConfig(
        String name,
        ConfigLine line,
        Optional<ConfigLine> check,
        Optional<ConfigLine> expect,
        ByName<ServerConfig> servers,
        List<String> hostNames,
        boolean needsNoServers,
        List<UseServer> useServers) {
      this(
          name,
          line,
          check,
          expect,
          servers,
          hostNames,
          needsNoServers,
          useServers,
          Optional.empty(),
          Reach.BY_RULE);
    }

    public BackendConfig {
      hostNames = List.copyOf(hostNames);
      useServers = List.copyOf(useServers);
    }

    /// @return the first rule that may send requests to this server whatever its weight
    public Optional<UseServer> leadingTo(ServerRef server) {
      return useServers.stream()
          .filter(rule -> rule.server().map(server.server()::equals).orElse(true))
          .findFirst();
    }
  }

  /// `use-server NAME if …`: requests that meet the condition go to this server unless it is down
  /// or in maintenance, past the balancing and so also with weight 0 or drained (configuration
  /// manual, `use-server`; seen with 2.2 to 3.4).
  ///
  /// @param server empty when each request names its server by itself
  public record UseServer(Optional<String> server, ConfigLine line) {}

  /// How requests get to a section.
  public enum Reach {
    /// All that no rule leads elsewhere: a `default_backend`, or a `listen` section of its own.
    BY_DEFAULT,
    /// Some rule may lead here.
    BY_RULE,
    /// Nothing in the configuration leads here.
    NOT_AT_ALL
  }

  /// `load-server-state-from-file`, with the file it leads to.
  public record StateFileUse(String path, ConfigLine line) {}

  /// A `server` line, or one of the servers a `server-template` line makes.
  ///
  /// @param address as written, after environment variables; a name or an address; port 0 when
  ///   there is none, or when it depends on the client's
  /// @param disabledAt the line that says `disabled`: the server's, or a `default-server`
  /// @param weight configured weight, 0 to 256
  /// @param weightAt the line that gives the weight, if any
  /// @param track the tracked server, always as `backend/server`
  /// @param resolvers the section named by `resolvers`
  /// @param source local address from `source` on the server line or the section, with its line;
  ///   empty when it leaves the choice to the system
  /// @param checked what [#check()] gives
  /// @param agent its agent check, independent of the health check
  /// @param way what [#passage()] gives
  public record ServerConfig(
      ServerRef ref,
      ConfigLine line,
      Endpoint address,
      Optional<ConfigLine> disabledAt,
      int weight,
      Optional<ConfigLine> weightAt,
      boolean backup,
      Optional<String> track,
      Optional<String> resolvers,
      Optional<SourceAddress> source,
      Later<Optional<CheckSpec>> checked,
      Optional<AgentSpec> agent,
      Later<Passage> way) {

    /// A server without an agent check, reached in clear.
    public ServerConfig(
        ServerRef ref,
        ConfigLine line,
        Endpoint address,
        Optional<ConfigLine> disabledAt,
        int weight,
        Optional<ConfigLine> weightAt,
        boolean backup,
        Optional<String> track,
        Optional<String> resolvers,
        Optional<SourceAddress> source,
        Later<Optional<CheckSpec>> checked) {
      this(
          ref,
          line,
          address,
          disabledAt,
          weight,
          weightAt,
          backup,
          track,
          resolvers,
          source,
          checked,
          Optional.empty(),
          Later.known(Passage.PLAIN));
    }

    /// @return the check this server gets; empty when the server is not checked
    public Optional<CheckSpec> check() {
      return checked.get();
    }

    /// @return how its traffic gets there
    public Passage passage() {
      return way.get();
    }

    /// @return the name that is to be resolved; empty for an address or a path
    public Optional<String> name() {
      String host = address.host();
      boolean written = address.isUnix() || host.indexOf('@') >= 0 || host.indexOf(':') >= 0;
      return Optional.of(host).filter(h -> !written && !line.unsure() && !h.matches("[0-9.]*"));
    }
  }

  /// `source ADDRESS`.
  public record SourceAddress(String address, ConfigLine line) {}

  /// A line that was not understood, or a file that could not be read.
  ///
  /// @param what one phrase
  public record Problem(ConfigLine line, String what) {
    /// @return `haproxy.cfg:12: unknown server setting 'chekc'`
    public String text() {
      return line.place() + ": " + what;
    }
  }

  /// Whether a backend that HAProxy calls DOWN does what it was made for: no server of it was ever
  /// to be balanced to, and a `use-server` rule leads to one that runs.
  public boolean servesByRule(Backend backend) {
    Optional<BackendConfig> section = backend(backend.name());
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
            .filter(s -> s.status().takesTraffic() || s.status().word() == ServerStatus.Word.DRAIN)
            .anyMatch(s -> section.get().leadingTo(s.ref()).isPresent());
  }

  public Optional<BackendConfig> backend(String name) {
    return backends.named(name);
  }

  public Optional<ServerConfig> server(ServerRef ref) {
    return backend(ref.backend()).flatMap(b -> b.servers().named(ref.server()));
  }

  public Optional<Resolvers> resolvers(String name) {
    return resolvers.stream().filter(r -> r.name().equals(name)).findFirst();
  }
}
