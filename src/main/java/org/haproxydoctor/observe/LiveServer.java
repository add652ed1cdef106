package org.haproxydoctor.observe;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.CheckSwitches;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.SourceAddress;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Later;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.AgentSpec;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Passage;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.probe.ProbePlan;

/// A server as it runs: the file's check with the addresses the process uses now.
///
/// An address or port can be changed at run time, restored from a state file or come from a name;
/// what HAProxy connects to is what counts.
///
/// @param service where its traffic goes; empty while its name has no address
/// @param running the name it has at run time, `srv_fqdn`
/// @param checked what [#check()] gives
/// @param agent the agent to ask, where one is configured
record LiveServer(
    Server server,
    Optional<Endpoint> service,
    Optional<String> running,
    Later<Optional<CheckSpec>> checked,
    Optional<AgentSpec> agent,
    Optional<ServerConfig> configured,
    Optional<BackendConfig> backend) {

  /// @param root HAProxy's root directory, as a path of this program's
  static List<LiveServer> all(
      List<Server> servers,
      Map<ServerRef, ServerState> known,
      Optional<Configuration> files,
      Path root) {
    return servers.stream()
        .map(s ->
            of(
                s,
                Optional.ofNullable(known.get(s.ref())),
                files.flatMap(f -> f.server(s.ref())),
                files.flatMap(f -> f.backend(s.ref().backend())),
                root))
        .toList();
  }

  static LiveServer of(
      Server server,
      Optional<ServerState> state,
      Optional<ServerConfig> configured,
      Optional<BackendConfig> backend,
      Path root) {
    Optional<Endpoint> service =
        server
            .address()
            .or(() -> state.flatMap(ServerState::address))
            .or(() -> configured.map(ServerConfig::address))
            .map(e -> e.below(root));
    Later<Optional<CheckSpec>> check =
        Later.of(() ->
            configured
                .flatMap(ServerConfig::check)
                .map(spec -> adjusted(spec, service, state, root)));
    return new LiveServer(
        server,
        service,
        state.flatMap(ServerState::name),
        check,
        configured.flatMap(ServerConfig::agent).map(agent -> adjusted(agent, service, state, root)),
        configured,
        backend);
  }

  /// @return the check to repeat; empty when unchecked or when the configuration is not known
  Optional<CheckSpec> check() {
    return checked.get();
  }

  /// @return whether HAProxy's own check got no answer to its connect
  boolean isUnanswered() {
    return server.check().filter(c -> c.status() == CheckStatus.L4TOUT).isPresent();
  }

  /// @return names that clients may use for it, likeliest first
  List<String> hostNames() {
    return Stream.concat(
            backend.map(BackendConfig::hostNames).orElse(List.of()).stream(), name().stream())
        .distinct()
        .toList();
  }

  /// @return whether its traffic goes over TLS, as far as its check tells
  boolean speaksTls() {
    return check().flatMap(CheckSpec::tls).isPresent();
  }

  /// @return how its traffic gets there
  Passage way() {
    return configured.map(ServerConfig::passage).orElse(Passage.PLAIN);
  }

  /// @return how its traffic speaks TLS
  Optional<TlsSettings> tls() {
    return way().tls();
  }

  /// @return why the way its traffic takes cannot be tried
  Optional<String> obstacle() {
    return way().obstacle();
  }

  /// @return how to connect as its traffic does, and say nothing
  Optional<ProbePlan> passage() {
    Passage way = way();
    return service.map(to ->
        new ProbePlan(
            to,
            configured.flatMap(ServerConfig::source).map(SourceAddress::address),
            way.tls().isPresent() ? way.proxyHeader() : ProxyHeader.NONE,
            way.tls(),
            new CheckExchange.ConnectOnly()));
  }

  Optional<String> hostName() {
    return backend.flatMap(b -> b.hostNames().stream().findFirst());
  }

  /// @return its name in haproxy.cfg or at run time; the resolver sorts out addresses
  Optional<String> name() {
    return running.or(() -> configured.map(ServerConfig::address).map(Endpoint::host));
  }

  private static AgentSpec adjusted(
      AgentSpec agent, Optional<Endpoint> service, Optional<ServerState> state, Path root) {
    Optional<CheckSwitches> now = state.map(ServerState::checks);
    String host =
        now.flatMap(CheckSwitches::agentAddress)
            .or(() -> service.map(Endpoint::host).filter(_ -> !agent.ownAddress()))
            .orElse(agent.target().host());
    OptionalInt port = now.map(CheckSwitches::agentPort).orElse(OptionalInt.empty());
    return agent.withTarget(new Endpoint(host, port.orElse(agent.target().port())).below(root));
  }

  private static CheckSpec adjusted(
      CheckSpec spec, Optional<Endpoint> service, Optional<ServerState> state, Path root) {
    return service
        .map(now ->
            spec.withService(now)
                .withTarget(target(spec, now, state).below(root))
                .withThen(spec.then().map(next -> adjusted(next, service, state, root))))
        .orElse(spec);
  }

  private static Endpoint target(CheckSpec spec, Endpoint now, Optional<ServerState> state) {
    Endpoint before = spec.service();
    Endpoint target = spec.target();
    if (target.isUnix()) {
      return target;
    }
    String host =
        spec.pinned().host()
            ? target.host()
            : state
                .flatMap(ServerState::checkAddress)
                .orElse(target.host().equals(before.host()) ? now.host() : target.host());
    int port = target.port() == before.port() ? now.port() : target.port();
    if (spec.pinned().port()) {
      port = target.port();
    } else if (state.isPresent() && state.get().checkPort().isPresent()) {
      port = state.get().checkPort().getAsInt();
    }
    return new Endpoint(host, port);
  }
}
