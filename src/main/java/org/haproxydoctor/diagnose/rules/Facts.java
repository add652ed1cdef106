package org.haproxydoctor.diagnose.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.CheckSwitches;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.CheckExchange.Http;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.observe.ServerCase;

/// What is known of a server, by the names of the runbooks' variables.
final class Facts {
  private final Map<String, String> values = new HashMap<>();

  private Facts() {}

  static Map<String, String> of(ServerCase server) {
    Facts facts = new Facts();
    facts.name(server.ref());
    facts.put("weight", "" + server.server().weight());
    server.configured().ifPresent(facts::line);
    server.state().map(ServerState::checks).ifPresent(c -> facts.switches(c, server.ref()));
    address(server).ifPresent(a -> facts.endpoint("server", a));
    // Addresses and ports can be changed at run time; what was probed is what HAProxy checks.
    server.mirrored().map(CheckReplay::spec).or(server::check).ifPresent(facts::check);
    server.mirrored().map(CheckReplay::result).flatMap(ProbeResult::http).ifPresent(facts::answer);
    return facts.values;
  }

  static Map<String, String> at(ConfigLine line) {
    return Map.of(
        "config.file", line.file(), "config.line", line.place(), "config.text", line.text());
  }

  /// @return where HAProxy sends the server's traffic, as far as anyone says
  static Optional<Endpoint> address(ServerCase server) {
    return server
        .server()
        .address()
        .or(() -> server.state().flatMap(ServerState::address))
        .or(() -> server.configured().map(ServerConfig::address));
  }

  private void name(ServerRef ref) {
    put("target", ref.toString());
    put("backend", ref.backend());
    put("server", ref.server());
  }

  /// Only what is configured can be switched.
  private void switches(CheckSwitches switches, ServerRef ref) {
    if (switches.health().isPresent()) {
      put(switches.hasHealth() ? "checked" : "unchecked", ref.toString());
    }
    if (switches.hasAgent()) {
      put("agent.checked", ref.toString());
    }
  }

  private void line(ServerConfig configured) {
    values.putAll(at(configured.line()));
    put("config.weight", "" + configured.weight());
    configured.source().ifPresent(s -> put("source", s.address()));
  }

  private void endpoint(String prefix, Endpoint endpoint) {
    put(prefix + ".address", endpoint.toString());
    put(prefix + ".host", endpoint.host());
    put(prefix + ".port", "" + endpoint.port());
  }

  private void check(CheckSpec spec) {
    endpoint("check", spec.target());
    if (spec.target().isUnix()) {
      put("check.file", spec.target().file());
    }
    put("check.timeout", HaproxyDuration.text(spec.timing().answerLimit()));
    if (spec.exchange() instanceof Http(HttpCheck check)) {
      put("check.method", check.method());
      put("check.path", check.uri());
      put("check.request", check.request());
      check.host().ifPresent(h -> put("check.host-header", h));
      if (!check.expectations().isEmpty()) {
        put("expected", check.expectations().getLast().toString());
      }
    }
  }

  private void answer(HttpAnswer answer) {
    put("answer.status", "" + answer.status());
    answer.header("location").ifPresent(l -> put("answer.location", l));
  }

  private void put(String name, String value) {
    values.put(name, value);
  }
}
