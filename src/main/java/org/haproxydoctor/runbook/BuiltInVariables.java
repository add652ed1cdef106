package org.haproxydoctor.runbook;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The variables that every runbook may use without declaring them; a finding gives the values.
final class BuiltInVariables {
  private static final Map<String, Optional<VariableType>> TYPES = types();

  /// Whole lines of haproxy.cfg, as they stand there.
  private static final Set<String> LINES = Set.of("config.text", "config.fixed");

  private BuiltInVariables() {}

  static boolean isConfigurationLine(String name) {
    return LINES.contains(name);
  }

  static Set<String> names() {
    return TYPES.keySet();
  }

  /// @return whether the value may stand for the variable; true for names that are not built in
  static boolean accepts(String name, String value) {
    return TYPES.getOrDefault(name, Optional.empty()).map(t -> t.accepts(value)).orElse(true);
  }

  private static Map<String, Optional<VariableType>> types() {
    Map<String, Optional<VariableType>> types = new TreeMap<>();
    add(types, VariableType.BACKEND, "backend", "server", "frontend", "throttled", "slow.backend");
    add(types, VariableType.SERVER, "target", "tracked", "spare", "last");
    add(types, VariableType.SERVER, "checked", "unchecked", "agent.checked", "new.server");
    add(types, VariableType.HOST, "server.host", "check.host", "nameserver.host", "agent.host");
    add(types, VariableType.HOST, "name.address");
    add(types, VariableType.PORT, "server.port", "check.port", "nameserver.port", "agent.port");
    add(types, VariableType.PORT, "config.port");
    add(types, VariableType.NUMBER, "weight", "config.weight", "maxconn", "rate.limit");
    for (String free :
        "socket config.file config.line server.address check.address check.method check.path"
            .concat(
                " check.request check.file check.host-header check.timeout answer.status"
                    + " answer.location")
            .concat(" answer.path answer.time answer.body expected source name nameserver")
            .concat(" agent.address state.file resolvers name.host name.record")
            .concat(" tls.ca-file tls.server-name tls.no-server-name tls.name tls.crt tls.version")
            .concat(" tls.cipher tls.authorities certificate.subject certificate.issuer")
            .concat(" certificate.until certificate.names")
            .concat(" answer.text answer.protocol answer.code check.name check.step check.rule")
            .concat(" proxy.keyword check.script")
            .concat(
                " rule ports family prefer pid files.limit config.files config.text config.fixed")
            .split(" ", -1)) {
      types.put(free, Optional.empty());
    }
    return types;
  }

  private static void add(
      Map<String, Optional<VariableType>> types, VariableType type, String... names) {
    for (String name : names) {
      types.put(name, Optional.of(type));
    }
  }
}
