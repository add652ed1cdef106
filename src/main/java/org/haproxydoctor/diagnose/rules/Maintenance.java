package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.observe.ServerCase;

/// Who put a server into maintenance.
enum Maintenance {
  /// It is not in maintenance.
  NONE,
  /// Its name has no address, or a server it tracks is in maintenance.
  OTHER,
  BY_OPERATOR,
  BY_CONFIG,
  /// Forced before this HAProxy started, and restored by it.
  FROM_STATE_FILE,
  /// Its agent asks for it.
  BY_AGENT,
  /// Forced, and neither `show servers state` nor the configuration tells by whom.
  FORCED_BY_EITHER;

  static Maintenance of(ServerCase server) {
    Word word = server.server().status().word();
    boolean forced =
        server.state().map(ServerState::admin).map(Maintenance::isForced).orElse(false);
    if (!forced && word != Word.MAINT) {
      return server.server().status().isMaintenance() ? OTHER : NONE;
    }
    boolean disabledInFile = server.configured().flatMap(ServerConfig::disabledAt).isPresent();
    if (server.state().isPresent() && forced) {
      boolean byConfig = server.hasFlag(AdminFlag.CMAINT);
      // A server added at run time starts with both flags and stands in no file.
      boolean addedLater =
          server.configured().isEmpty() && server.all().configuration().value().isPresent();
      return byConfig && !addedLater ? BY_CONFIG : bySomeone(server);
    }
    if (server.state().isPresent()) {
      return OTHER;
    }
    if (server.configured().isEmpty()) {
      return FORCED_BY_EITHER;
    }
    return disabledInFile ? BY_CONFIG : bySomeone(server);
  }

  private static Maintenance bySomeone(ServerCase server) {
    if (server.probes().agent().map(AgentReply::saysMaint).orElse(false)) {
      return BY_AGENT;
    }
    boolean restored = Restored.of(server).map(Restored::maintenance).orElse(false);
    return restored ? FROM_STATE_FILE : BY_OPERATOR;
  }

  private static boolean isForced(Set<AdminFlag> flags) {
    return flags.contains(AdminFlag.FMAINT);
  }

  static Clue clue(ServerCase server, String says) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    server
        .state()
        .map(s -> s.admin().stream().sorted().map(Enum::name).collect(Collectors.joining("|")))
        .map(flags -> Evidence.state(server.ref(), "srv_admin_state", flags))
        .ifPresent(evidence::add);
    server.events().stream()
        .filter(e -> e.kind() == ServerEvent.Kind.MAINTENANCE)
        .reduce((_, later) -> later)
        .map(Evidence::log)
        .ifPresent(evidence::add);
    server.configured().map(s -> line(server, s)).ifPresent(evidence::add);
    server.mirrored().map(r -> Testimony.of(r).asContext()).ifPresent(evidence::add);
    return Clue.of(server.ref(), says, evidence).withFacts(Facts.of(server));
  }

  /// The line with `disabled`, or the server's line that does not say it: both testify.
  private static Evidence line(ServerCase server, ServerConfig configured) {
    Optional<ConfigLine> disabled = configured.disabledAt();
    return Lines.evidence(server.ref(), disabled.orElse(configured.line()));
  }
}
