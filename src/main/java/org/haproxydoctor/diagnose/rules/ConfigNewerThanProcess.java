package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// The file was changed after HAProxy had started, and what runs is not what it says: a reload was
/// forgotten.
///
/// Not to be confused with changes at run time, which leave the file older than the process, nor
/// with servers added at run time, which stand in no file, nor with a port that a state file
/// brought back (`maintenance-from-state-file`). A file that was only touched is none.
final class ConfigNewerThanProcess implements Rule {
  @Override
  public Cause cause() {
    return Cause.fault("config-newer-than-process");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return examine(seen, seen.suspects());
  }

  @Override
  public List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    Optional<Configuration> file = seen.configuration().value();
    if (file.isEmpty() || seen.proxies().value().isEmpty()) {
      return List.of();
    }
    Set<String> newer = new HashSet<>(file.get().changed());
    newer.addAll(seen.upkeep().touched());
    if (newer.isEmpty()) {
      return suspects.isEmpty() ? List.of() : List.of(Opinion.ruledOut());
    }
    Comparison comparison = new Comparison(seen, file.get(), suspects);
    List<Clue> clues = comparison.clues();
    return clues.isEmpty()
        ? List.of(Opinion.ruledOut())
        : clues.stream().map(Opinion::found).toList();
  }

  /// The file beside what runs.
  private record Comparison(Observations seen, Configuration file, List<ServerCase> suspects) {

    List<Clue> clues() {
      Map<ServerRef, ServerCase> ill =
          suspects.stream().collect(Collectors.toMap(ServerCase::ref, s -> s, (one, _) -> one));
      List<Clue> clues = new ArrayList<>();
      for (Backend backend : seen.backends()) {
        file.backend(backend.name())
            .ifPresentOrElse(
                section -> compare(backend, section, ill, clues), () -> gone(backend, clues));
      }
      unknown().forEach(clues::add);
      return clues;
    }

    /// HAProxy shows no section that is disabled; which one that is, the file's reader does not
    /// say.
    private Stream<Clue> unknown() {
      boolean someDisabled =
          file.problems().stream().anyMatch(p -> p.what().startsWith("the section is disabled"));
      Set<String> known =
          seen.proxies().value().map(Proxies::backends).orElse(List.of()).stream()
              .map(Backend::name)
              .collect(Collectors.toSet());
      return someDisabled || !seen.target().isEverything()
          ? Stream.empty()
          : file.backends().stream()
              .filter(b -> !known.contains(b.name()) && !b.line().unsure())
              .map(b ->
                  Clue.of(
                          b.name(),
                          "is in the file, and HAProxy does not know it",
                          List.of(
                              Evidence.stat(b.name(), "row", "none"),
                              Evidence.config(b.name(), "section", b.line())))
                      .withFacts(Facts.at(b.line()))
                      .concerning(Reach.LATER));
    }

    private void gone(Backend backend, List<Clue> clues) {
      // What could not be read of the file may have held it.
      if (file.problems().isEmpty() && !backend.isEmpty()) {
        clues.add(
            Clue.of(
                    backend.name(),
                    "runs, and is no longer in the file",
                    List.of(
                        Evidence.stat(backend.name(), "status", backend.status()),
                        absence(backend.name(), "section")))
                .concerning(Reach.LATER));
      }
    }

    private void compare(
        Backend backend, BackendConfig section, Map<ServerRef, ServerCase> ill, List<Clue> clues) {
      Map<ServerRef, ServerConfig> configured = new LinkedHashMap<>();
      section.servers().forEach(s -> configured.putIfAbsent(s.ref(), s));
      for (Server server : backend.servers()) {
        if (seen.target().includes(server.ref())) {
          Optional<ServerCase> sick = Optional.ofNullable(ill.get(server.ref()));
          ServerConfig line = configured.get(server.ref());
          if (line == null) {
            removed(server).ifPresent(clues::add);
          } else {
            changed(server, line, sick).ifPresent(clues::add);
          }
        }
        configured.remove(server.ref());
      }
      configured.values().stream()
          .filter(s -> seen.target().includes(s.ref()) && !s.line().unsure())
          .map(s -> added(backend, s))
          .forEach(clues::add);
    }

    private Clue added(Backend backend, ServerConfig line) {
      return Clue.of(
              line.ref(),
              "is in the file, and HAProxy does not know it",
              List.of(
                  new Evidence(
                      Evidence.Witness.HAPROXY,
                      "show stat",
                      line.ref().toString(),
                      "row",
                      "none among the " + backend.servers().size() + " of " + backend.name()),
                  Lines.evidence(line.ref(), line.line())))
          .withFacts(Facts.at(line.line()))
          .concerning(Reach.LATER);
    }

    /// A server added at run time begins as one that the configuration has disabled (`cli_parse_add
    /// _server()`, src/server.c), and keeps that mark.
    private Optional<Clue> removed(Server server) {
      Optional<ServerState> state = state(server.ref());
      boolean addedLater = state.isEmpty() || state.get().admin().contains(AdminFlag.CMAINT);
      if (addedLater || !file.problems().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          Clue.of(
                  server.ref(),
                  "runs, and is no longer in the file",
                  List.of(
                      Evidence.stat(server.ref(), "status", server.status().raw()),
                      absence(server.ref(), "server")))
              .concerning(Reach.LATER));
    }

    private Optional<Clue> changed(Server server, ServerConfig line, Optional<ServerCase> sick) {
      Differences differences = Differences.of(server, state(server.ref()), line);
      // A port from a state file wins over the configuration, however old that is.
      if (sick.flatMap(Restored::of).flatMap(Restored::otherPort).isPresent()) {
        return Optional.empty();
      }
      if (!differences.isEmpty()) {
        List<Evidence> evidence = new ArrayList<>(differences.evidence());
        evidence.add(Lines.evidence(server.ref(), line.line()));
        sick.map(Testimony::haproxy).ifPresent(evidence::addAll);
        Clue clue =
            Clue.of(server.ref(), differences.says(), evidence).withFacts(Facts.at(line.line()));
        boolean matters = sick.isPresent() && differences.mayExplain(server);
        return Optional.of(matters ? clue : clue.concerning(Reach.LATER));
      }
      return sick.filter(s -> s.server().checkFails()).flatMap(this::cured);
    }

    /// What a check asks cannot be seen in HAProxy, only that what the file asks now is answered.
    private Optional<Clue> cured(ServerCase sick) {
      return sick.mirrored()
          .filter(CheckReplay::passed)
          .map(replay -> {
            List<Evidence> evidence = new ArrayList<>(Testimony.haproxy(sick));
            evidence.add(Testimony.of(replay));
            sick.configured()
                .map(c -> Lines.evidence(sick.ref(), c.line()))
                .ifPresent(evidence::add);
            return Clue.of(
                    sick.ref(),
                    "HAProxy's check fails, and passes as the file, changed since the start, has"
                        + " it",
                    evidence)
                .withFacts(sick.configured().map(c -> Facts.at(c.line())).orElse(Map.of()))
                .inDoubt();
          });
    }

    private Optional<ServerState> state(ServerRef ref) {
      return seen.states().value().map(known -> known.get(ref));
    }

    private Evidence absence(Object subject, String what) {
      String first = file.files().isEmpty() ? "haproxy.cfg" : file.files().getFirst();
      return new Evidence(
          Evidence.Witness.CONFIGURATION,
          first.substring(first.lastIndexOf('/') + 1) + ":1",
          subject.toString(),
          what,
          "not in the file");
    }
  }
}
