package org.haproxydoctor.mitigate;

import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;

/// What HAProxy said when a plan was made.
///
/// @param level what the socket may do; empty when HAProxy does not tell
/// @param failing servers whose own check was repeated and fails, to what came of it
public record Situation(
    Proxies proxies,
    Map<ServerRef, ServerState> states,
    Optional<CliLevel> level,
    Map<ServerRef, String> failing) {
  public Situation {
    states = Map.copyOf(states);
    failing = Map.copyOf(failing);
  }

  /// @param failing as in [Situation]
  public static Situation of(Haproxy haproxy, Map<ServerRef, String> failing) {
    return new Situation(haproxy.proxies(), haproxy.states(), haproxy.level(), failing);
  }

  Optional<AdminState> state(ServerRef server) {
    return Optional.ofNullable(states.get(server)).map(s -> AdminState.of(s.admin()));
  }

  Optional<Server> server(ServerRef ref) {
    return proxies.backend(ref.backend()).stream()
        .flatMap(b -> b.servers().stream())
        .filter(s -> s.ref().equals(ref))
        .findFirst();
  }
}
