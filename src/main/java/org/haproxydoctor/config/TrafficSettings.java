package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ProxyLimits;

/// The lines of a section on how much it takes, how long it waits and where it leads.
final class TrafficSettings {
  private static final int MOST_DENIALS = 5;
  private static final Set<String> DENIALS =
      Set.of("deny", "reject", "tarpit", "silent-drop", "block");

  private final Map<String, ConfigLine> lines;
  private final Set<String> leadsTo = new HashSet<>();
  private final List<ConfigLine> denials = new ArrayList<>();
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
    copy.denials.addAll(denials);
    return copy;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "maxconn" -> lines.put("maxconn", statement.line());
      case "timeout", "rate-limit" ->
          lines.put(statement.keyword() + " " + statement.word(1), statement.line());
      case "default_backend", "use_backend" -> leadsTo(statement.word(1));
      case "http-request", "http-response", "tcp-request", "tcp-response" -> {
        int action = statement.keyword().startsWith("http-") ? 1 : 2;
        boolean denies = DENIALS.contains(statement.word(action));
        if (denies && denials.size() < MOST_DENIALS) {
          denials.add(statement.line());
        }
      }
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
        leadsAnywhere,
        denials);
  }

  private Optional<ConfigLine> line(String keyword) {
    return Optional.ofNullable(lines.get(keyword));
  }
}
