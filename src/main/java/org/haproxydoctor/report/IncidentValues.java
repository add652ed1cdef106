package org.haproxydoctor.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.Observations;

/// What way outs need to know beyond the clue itself, by the names of the runbooks' variables: a
/// command that this HAProxy would refuse, or that would leave nobody to answer, has no value.
record IncidentValues(Observations seen, Optional<String> socket) {
  /// More would be no command to read any more.
  private static final int MOST_FILES = 6;

  /// @param facts of one of the finding's clues, which win
  /// @return them and all that is known beside
  Map<String, String> with(Map<String, String> facts, Finding finding) {
    Map<String, String> values = new HashMap<>();
    socket.flatMap(IncidentValues::forSocat).ifPresent(s -> values.put("socket", s));
    if (facts.containsKey("config.file")) {
      values.put("config.files", String.join("\n", files(facts.get("config.file"))));
    }
    if (seen.process().value().filter(IncidentValues::addsServers).isPresent()) {
      values.put("new.server", facts.get("backend") + "/temporary");
    }
    fixed(facts).ifPresent(f -> values.put("config.fixed", f));
    values.putAll(spare(facts.getOrDefault("target", ""), finding));
    values.putAll(facts);
    return values;
  }

  /// @param address as HAProxy's socket is named on the command line
  /// @return as socat wants it; empty for the statistics page, which takes no commands
  static Optional<String> forSocat(String address) {
    if (address.startsWith("http://") || address.startsWith("https://")) {
      return Optional.empty();
    }
    String plain = address.replaceFirst("^unix:", "");
    return Optional.of(plain.startsWith("/") ? plain : "tcp:" + plain);
  }

  /// A file alone lacks what the others say, so all that HAProxy was started with are checked.
  private List<String> files(String edited) {
    List<String> started =
        seen.upkeep().fileCheck().value().map(FileCheck::files).orElse(List.of());
    List<String> all =
        started.isEmpty()
            ? seen.configuration().value().map(Configuration::files).orElse(List.of())
            : started;
    return all.isEmpty() || all.size() > MOST_FILES ? List.of(edited) : all;
  }

  /// @return the line of the check with the path that is answered; empty where it has none
  private static Optional<String> fixed(Map<String, String> facts) {
    String path = facts.getOrDefault("check.path", "");
    String better = facts.getOrDefault("answer.path", "");
    String line = facts.getOrDefault("config.text", "");
    if (path.isEmpty() || better.isEmpty()) {
      return Optional.empty();
    }
    String fixed =
        Pattern.compile("(?<=\\s)" + Pattern.quote(path) + "(?=\\s|$)")
            .matcher(line)
            .replaceFirst(Matcher.quoteReplacement(better));
    return Optional.of(fixed).filter(f -> !f.equals(line));
  }

  /// `add server` needs `experimental-mode on` in 2.4 and 2.5, and does not exist before.
  private static boolean addsServers(ProcessInfo process) {
    return HaproxyVersion.parse(process.version()).filter(v -> !v.isBefore(2, 6)).isPresent();
  }

  /// @return the server as `spare` when it may be taken out, as `last` when nobody would be left
  private Map<String, String> spare(String target, Finding finding) {
    Optional<ServerRef> ref = ServerRef.parse(target);
    List<Server> servers =
        ref.flatMap(r -> seen.proxies().value().flatMap(p -> p.backend(r.backend())))
            .map(Backend::servers)
            .orElse(List.of());
    Optional<Server> server =
        servers.stream().filter(s -> s.ref().equals(ref.orElseThrow())).findFirst();
    if (server.isEmpty()) {
      return Map.of();
    }
    Set<String> unwell = Set.copyOf(finding.subjects());
    boolean others =
        servers.stream().anyMatch(s -> s.usable() && !unwell.contains(s.ref().toString()));
    return Map.of(others || !server.get().usable() ? "spare" : "last", target);
  }
}
