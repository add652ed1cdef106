package org.haproxydoctor.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ProxyLimits;

/// The lines of a section on how much it takes, how long it waits and where it leads.
final class TrafficSettings {
  private final Map<String, ConfigLine> lines;
  private final Set<String> leadsTo = new HashSet<>();
  private boolean leadsAnywhere;

  TrafficSettings() {
    this(Map.of());
  }

  private TrafficSettings(Map<String, ConfigLine> lines) {
    this.lines = new HashMap<>(lines);
  }

  /// @return what a section takes over from its defaults
  TrafficSettings inherited() {
    TrafficSettings copy = new TrafficSettings(lines);
    copy.leadsTo.addAll(leadsTo);
    copy.leadsAnywhere = leadsAnywhere;
    return copy;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "maxconn" -> lines.put("maxconn", statement.line());
      case "timeout", "rate-limit" ->
          lines.put(statement.keyword() + " " + statement.word(1), statement.line());
      case "default_backend", "use_backend" -> leadsTo(statement.word(1));
      default -> {}
    }
  }

  private void leadsTo(String backend) {
    if (backend.contains("%[")) {
      leadsAnywhere = true;
    } else {
      leadsTo.add(backend);
    }
  }

  ProxyLimits of(String name, boolean takesClients) {
    return new ProxyLimits(
        name,
        takesClients,
        line("maxconn"),
        line("rate-limit sessions"),
        line("timeout connect"),
        line("timeout queue"),
        line("timeout server"),
        leadsTo,
        leadsAnywhere);
  }

  private Optional<ConfigLine> line(String keyword) {
    return Optional.ofNullable(lines.get(keyword));
  }
}
