package org.haproxydoctor.observe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ServerProbes;

/// One server with the testimony of every witness beside it.
///
/// @param backend the server's backend, all its servers included
/// @param state its row of `show servers state`
/// @param configured its line in haproxy.cfg
/// @param events its lines in the log, oldest first
/// @param all the whole picture this case was cut from
public record ServerCase(
    Backend backend,
    Server server,
    Optional<ServerState> state,
    Optional<ServerConfig> configured,
    ServerProbes probes,
    List<ServerEvent> events,
    Observations all) {

  public ServerCase {
    events = List.copyOf(events);
  }

  public ServerRef ref() {
    return server.ref();
  }

  /// @return whether HAProxy's own check last failed with this word
  public boolean haproxySays(CheckStatus... words) {
    return server.check().map(HealthCheck::status).filter(List.of(words)::contains).isPresent();
  }

  /// @return the check's HTTP status as HAProxy saw it, or 0
  public int haproxyStatus() {
    return server.check().map(c -> c.code().orElse(0)).orElse(0);
  }

  /// @return HAProxy's last report in lower case, or an empty string
  public String haproxyReport() {
    return server.check().map(HealthCheck::lastReport).orElse("").toLowerCase(Locale.ROOT);
  }

  public boolean hasFlag(AdminFlag flag) {
    return state.map(s -> s.admin().contains(flag)).orElse(false);
  }

  /// @return the configured check, when the server is checked and the configuration could be read
  public Optional<CheckSpec> check() {
    return configured.flatMap(ServerConfig::check);
  }

  /// @return the same server as its traffic meets it, where the way of requests that fail was tried
  public Optional<ServerCase> asTraffic() {
    return probes
        .traffic()
        .map(way ->
            new ServerCase(backend, server.withoutCheck(), state, configured, way, List.of(), all));
  }

  public Optional<CheckReplay> mirrored() {
    return probes.mirrored();
  }

  public Optional<BackendConfig> backendConfig() {
    return all.configuration().value().flatMap(c -> c.backend(ref().backend()));
  }
}
