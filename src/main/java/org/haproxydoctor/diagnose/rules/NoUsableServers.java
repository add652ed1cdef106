package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// The backend has servers, and none of them takes traffic: everybody gets 503.
///
/// A consequence: what made each server unusable comes first, and where one cause covers all of
/// them this one goes unsaid. Of servers without a known cause it shows the symptoms.
final class NoUsableServers implements Rule {
  private static final int SHOWN = 5;

  @Override
  public Cause cause() {
    return Cause.fault("no-usable-servers");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return examine(seen, seen.suspects());
  }

  @Override
  public List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    Map<String, List<ServerCase>> cases =
        suspects.stream().collect(Collectors.groupingBy(s -> s.ref().backend()));
    return seen.backends().stream()
        .map(b -> examine(seen, b, cases.getOrDefault(b.name(), List.of())))
        .toList();
  }

  private static Opinion examine(Observations seen, Backend backend, List<ServerCase> servers) {
    // `use-server` may do what the balancing was never to do.
    if (backend.isEmpty() || seen.servesByRule(backend)) {
      return Opinion.notConcerned();
    }
    if (!backend.serves()) {
      return Opinion.found(clue(backend, servers));
    }
    boolean allWell = backend.servers().stream().allMatch(Server::usable);
    return allWell ? Opinion.notConcerned() : Opinion.ruledOut();
  }

  private static Clue clue(Backend backend, List<ServerCase> servers) {
    String name = backend.name();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(name, "act", "" + backend.activeUsable()));
    evidence.add(Evidence.stat(name, "bck", "" + backend.backupUsable()));
    servers.stream()
        .limit(SHOWN)
        .flatMap(NoUsableServers::symptoms)
        .map(Evidence::asContext)
        .forEach(evidence::add);
    return Clue.of(name, "no server takes traffic", evidence)
        .withFacts(Map.of("backend", name, "target", name));
  }

  /// What everybody says of one server: all there is to go by when no rule knows its cause.
  private static Stream<Evidence> symptoms(ServerCase server) {
    List<Evidence> symptoms = new ArrayList<>();
    symptoms.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    if (server.server().check().isPresent()) {
      symptoms.addAll(Testimony.haproxy(server));
    }
    server.mirrored().map(Testimony::of).ifPresent(symptoms::add);
    server.probes().explanation().map(Testimony::of).ifPresent(symptoms::add);
    return symptoms.stream();
  }
}
