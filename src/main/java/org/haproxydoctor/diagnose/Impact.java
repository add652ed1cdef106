package org.haproxydoctor.diagnose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.Reach;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.observe.Observations;

/// What a fault means for the users of the backends asked about: do they still serve?
final class Impact {
  private final Observations seen;
  private final Map<String, Backend> backends = new HashMap<>();
  private final Map<ServerRef, ServerState> states;
  private final Set<String> backups;
  private final Map<String, Set<Backend>> followers = new HashMap<>();

  Impact(Observations seen) {
    this.seen = seen;
    this.states = seen.states().value().orElse(Map.of());
    seen.backends().forEach(b -> backends.put(b.name(), b));
    this.backups =
        backends.values().stream()
            .flatMap(b -> b.servers().stream())
            .filter(Server::backup)
            .map(s -> s.ref().toString())
            .collect(Collectors.toSet());
    backends
        .values()
        .forEach(b ->
            b.servers().stream()
                .filter(s -> !s.usable() && s.tracked().isPresent())
                .forEach(s ->
                    seen.followed(s)
                        .map(f ->
                            followers.computeIfAbsent(f.ref().toString(), _ -> new HashSet<>()))
                        .ifPresent(its -> its.add(b))));
  }

  Severity worst(Cause cause, List<Clue> clues) {
    return clues.stream()
        .map(c -> severity(cause, c))
        .min(Severity::compareTo)
        .orElse(Severity.INFO);
  }

  private Severity severity(Cause cause, Clue clue) {
    return switch (clue.reach()) {
      case EVERYBODY -> Severity.CRITICAL;
      case LATER -> Severity.WARNING;
      case NOBODY -> Severity.INFO;
      case WANTED -> severity(true, clue.subject());
      case USUAL -> severity(cause.planned(), clue.subject());
    };
  }

  /// A server that others follow matters to their backends too.
  private Severity severity(boolean wanted, String subject) {
    Severity own = ofItself(wanted, subject);
    return followers.getOrDefault(subject, Set.of()).stream()
        .filter(b -> !serves(b))
        .map(this::outage)
        .reduce(own, Impact::worse);
  }

  private Severity ofItself(boolean meant, String subject) {
    if (subject.equals(Clue.PROCESS)) {
      return Severity.CRITICAL;
    }
    Optional<ServerRef> server = ServerRef.parse(subject);
    Backend backend = backends.get(server.map(ServerRef::backend).orElse(subject));
    if (backend == null) {
      return Severity.WARNING;
    }
    if (backend.isEmpty()) {
      return emptiness(backend);
    }
    if (!serves(backend)) {
      return outage(backend);
    }
    boolean wanted = meant || server.map(this::isTakenOut).orElse(false);
    return wanted ? Severity.INFO : Severity.WARNING;
  }

  /// @return how many of the subjects carry load in normal times: all but backup servers
  long active(List<String> subjects) {
    return subjects.stream().filter(s -> !backups.contains(s)).count();
  }

  /// What it means that a backend has no server: nothing where nobody is led to it.
  private Severity emptiness(Backend backend) {
    Optional<Reach> reach =
        seen.configuration()
            .value()
            .flatMap(c -> c.backend(backend.name()))
            .map(BackendConfig::reach);
    if (isMissed(backend) || reach.filter(r -> r == Reach.BY_DEFAULT).isPresent()) {
      return Severity.CRITICAL;
    }
    return reach.filter(r -> r == Reach.NOT_AT_ALL).isPresent() ? Severity.INFO : Severity.WARNING;
  }

  /// @return whether someone asked for this empty backend, by name or by traffic
  private boolean isMissed(Backend backend) {
    Map<String, Integer> terminations =
        seen.log()
            .value()
            .map(LogWitness::terminations)
            .map(t -> t.getOrDefault(backend.name(), Map.of()))
            .orElse(Map.of());
    return seen.target().names().contains(backend.name()) || terminations.containsKey("SC");
  }

  /// @return whether an operator drained it: what happens to it then was meant to
  private boolean isTakenOut(ServerRef server) {
    ServerState state = states.get(server);
    return state != null && state.admin().contains(AdminFlag.FDRAIN);
  }

  /// @return the verdict: at least as bad as the worst finding, and as what HAProxy says of the
  ///   backends even where no rule knows why
  Status status(List<Finding> findings) {
    if (seen.socketTrouble().isPresent() || seen.proxies().value().isEmpty()) {
      return Status.UNKNOWN;
    }
    Severity worst = Severity.INFO;
    for (Finding finding : findings) {
      worst = worse(worst, finding.severity());
    }
    for (Backend backend : backends.values()) {
      worst = worse(worst, health(backend));
    }
    return switch (worst) {
      case CRITICAL -> Status.CRITICAL;
      case WARNING -> Status.WARNING;
      case INFO -> Status.OK;
    };
  }

  private Severity health(Backend backend) {
    if (!backend.isEmpty() && !serves(backend)) {
      return outage(backend);
    }
    boolean degraded =
        backend.servers().stream().anyMatch(s -> isFailing(s) || seen.isBelievedUp(s));
    return degraded ? Severity.WARNING : Severity.INFO;
  }

  private boolean isFailing(Server server) {
    return (server.status().isDown() || server.checkFails())
        && seen.target().includes(server.ref())
        && !isTakenOut(server.ref());
  }

  /// HAProxy takes unchecked servers for usable ones, also when they are all dead.
  private boolean serves(Backend backend) {
    List<Server> usable = backend.servers().stream().filter(Server::usable).toList();
    return backend.serves() && (usable.isEmpty() || !usable.stream().allMatch(seen::isBelievedUp));
  }

  /// Those whom no rule leads to a server get 503; whether there are any, nobody says.
  private Severity outage(Backend backend) {
    return seen.servesByRule(backend) ? Severity.WARNING : Severity.CRITICAL;
  }

  private static Severity worse(Severity one, Severity other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
