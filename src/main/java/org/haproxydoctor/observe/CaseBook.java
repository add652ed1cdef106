package org.haproxydoctor.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.ServerProbes;

/// Lays the testimony on each server side by side, in time proportional to the number of servers.
final class CaseBook {
  private final Observations seen;
  private final Map<String, List<ServerEvent>> events;

  CaseBook(Observations seen) {
    this.seen = seen;
    this.events =
        seen.log().value().map(LogWitness::events).orElse(List.of()).stream()
            .collect(Collectors.groupingBy(ServerEvent::subject));
  }

  List<ServerCase> cases(Predicate<Server> which) {
    List<ServerCase> cases = new ArrayList<>();
    for (Backend backend : seen.backends()) {
      List<Server> servers =
          backend.servers().stream()
              .filter(which)
              .filter(s -> seen.target().includes(s.ref()))
              .toList();
      if (!servers.isEmpty()) {
        Map<ServerRef, ServerConfig> configured = configured(backend.name());
        servers.forEach(s -> cases.add(caseOf(backend, s, configured)));
      }
    }
    return cases;
  }

  private Map<ServerRef, ServerConfig> configured(String backend) {
    Map<ServerRef, ServerConfig> byRef = new HashMap<>();
    seen.configuration()
        .value()
        .flatMap((Configuration c) -> c.backend(backend))
        .ifPresent(b -> b.servers().forEach(s -> byRef.putIfAbsent(s.ref(), s)));
    return byRef;
  }

  private ServerCase caseOf(
      Backend backend, Server server, Map<ServerRef, ServerConfig> configured) {
    ServerRef ref = server.ref();
    Map<ServerRef, ServerState> states = seen.states().value().orElse(Map.of());
    return new ServerCase(
        backend,
        server,
        Optional.ofNullable(states.get(ref)),
        Optional.ofNullable(configured.get(ref)),
        seen.probes().getOrDefault(ref, ServerProbes.none()),
        events.getOrDefault(ref.toString(), List.of()),
        seen);
  }
}
