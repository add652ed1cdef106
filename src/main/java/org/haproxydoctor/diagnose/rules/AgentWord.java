package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.observe.ServerCase;

/// What is known of a server's agent: HAProxy's last result, and what it says when we ask it.
///
/// HAProxy keeps the agent's words `up`, `down`, `fail` and `stopped` as a result; of the others,
/// of weights and of maintenance it only says that something came (`CHECKED`; seen on 2.2 to 3.4).
record AgentWord(ServerCase server) {

  /// @return empty for a server without an agent check
  static Optional<AgentWord> of(ServerCase server) {
    boolean exists =
        server.server().agent().isPresent()
            || server.server().status().raw().endsWith("(agent)")
            || server.configured().flatMap(ServerConfig::agent).isPresent()
            || server.configured().map(s -> mentions(s.line().text())).orElse(false)
            || server.state().map(ServerState::checks).map(c -> c.hasAgent()).orElse(false);
    return exists ? Optional.of(new AgentWord(server)) : Optional.empty();
  }

  private static boolean mentions(String line) {
    return (" " + line + " ").contains(" agent-check ");
  }

  /// @return its reply, when it made one that HAProxy understands
  Optional<AgentReply> reply() {
    return server.probes().agent().filter(AgentReply::counts);
  }

  private Optional<CheckStatus> status() {
    return server.server().agent().map(HealthCheck::status);
  }

  /// @return whether HAProxy's last result is the agent's own word that the server is down
  boolean reportedDown() {
    return status().filter(s -> s == CheckStatus.L7STS).isPresent();
  }

  /// @return whether neither HAProxy nor we get a word out of it
  boolean isGone() {
    boolean haproxyFails =
        status()
            .filter(s -> s.result() == CheckStatus.Result.FAILED && s != CheckStatus.L7STS)
            .isPresent();
    boolean weFail = server.probes().agent().filter(a -> !a.counts()).isPresent();
    return weFail || (haproxyFails && reply().isEmpty());
  }

  /// @return the log's word on what took the server down last
  Optional<ServerEvent> lastDown() {
    return server.events().stream()
        .filter(e -> e.kind() == ServerEvent.Kind.DOWN || e.kind() == ServerEvent.Kind.UP)
        .reduce((_, later) -> later)
        .filter(e -> e.kind() == ServerEvent.Kind.DOWN);
  }

  /// @return whether the log says that the agent took the server down
  boolean isLogged() {
    return lastDown().flatMap(ServerEvent::info).filter(i -> i.contains("via agent")).isPresent();
  }

  /// @return what HAProxy and the agent say, and the line that configures it
  List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    server
        .server()
        .agent()
        .ifPresent(a -> {
          evidence.add(Evidence.stat(server.ref(), "agent_status", a.raw()));
          if (!a.lastReport().isBlank()) {
            evidence.add(Evidence.stat(server.ref(), "last_agt", a.lastReport()));
          }
        });
    server.probes().agent().map(this::said).ifPresent(evidence::add);
    server
        .configured()
        .map(s -> Lines.evidence(server.ref(), s.agent().map(a -> a.line()).orElse(s.line())))
        .map(Evidence::asContext)
        .ifPresent(evidence::add);
    return evidence;
  }

  private Evidence said(AgentReply reply) {
    Evidence evidence =
        Evidence.probe(
            server.ref(),
            "ask agent " + reply.asked(),
            reply
                .trouble()
                .map(t -> reply.line().map(l -> l + " (" + t + ")").orElse(t))
                .orElseGet(() -> reply.line().orElse("")));
    return reply.counts() ? evidence : evidence.asContext();
  }
}
