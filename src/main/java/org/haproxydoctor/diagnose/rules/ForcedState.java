package org.haproxydoctor.diagnose.rules;

import java.util.Optional;
import org.haproxydoctor.model.CheckStatus.Result;
import org.haproxydoctor.model.CheckSwitches;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.observe.ServerCase;

/// Whether HAProxy's word on a server's health is an operator's rather than that of a check.
final class ForcedState {
  private ForcedState() {}

  /// @return whether no health check runs that could bring the server up again
  static boolean isUnattended(ServerCase server) {
    return isSwitchedOff(server) || !isChecked(server);
  }

  /// @return whether someone switched its health check off (`disable health`)
  static boolean isSwitchedOff(ServerCase server) {
    boolean off =
        server.state().map(ServerState::checks).map(CheckSwitches::healthIsOff).orElse(false);
    // Without the flags: HAProxy shows the columns of every check that runs.
    boolean silent =
        server.state().isEmpty()
            && server.check().isPresent()
            && server.server().check().isEmpty()
            && !server.server().status().isMaintenance();
    return off || silent;
  }

  private static boolean isChecked(ServerCase server) {
    return server.server().check().isPresent()
        || server.configured().flatMap(ServerConfig::check).isPresent();
  }

  /// @return the log's last word on the server's health, when an operator was its reason
  static Optional<ServerEvent> logged(ServerCase server) {
    return last(server)
        .filter(e -> e.reason().map(r -> r.startsWith("changed from ")).orElse(false))
        .filter(e -> e.reason().filter(r -> r.contains("server-state")).isEmpty());
  }

  static Optional<ServerEvent> last(ServerCase server) {
    return server.events().stream()
        .filter(e -> e.kind() == Kind.DOWN || e.kind() == Kind.UP || e.kind() == Kind.STOPPING)
        .reduce((_, later) -> later)
        .filter(e -> e.kind() != Kind.UP);
  }

  /// A passed check gives at least one point of health; a server that fails one has none left.
  ///
  /// @return whether HAProxy's check passes, and yet it counts as if it had never
  static boolean isOverruled(ServerCase server) {
    return server
        .server()
        .check()
        .filter(c -> c.status().result() == Result.PASSED && !c.inProgress())
        .map(HealthCheck::health)
        .filter(h -> h.isPresent() && h.getAsInt() == 0)
        .isPresent();
  }

  /// @return whether it is stopped softly although its check passes without condition
  static boolean isStopped(ServerCase server) {
    boolean condition =
        server
            .server()
            .check()
            .filter(c -> c.status().result() == Result.CONDITIONALLY_PASSED)
            .isPresent();
    return server.server().status().word() == Word.NOLB
        && !condition
        && !server.server().checkFails();
  }
}
