package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.Problem;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.ServerCase;
import org.haproxydoctor.observe.Standpoint;

/// The witnesses that could not be heard, and why.
final class Unheard {
  private Unheard() {}

  /// @param explained whether some finding says why HAProxy does not answer
  static List<NotExamined> witnesses(
      Observations seen, List<ServerCase> suspects, boolean explained) {
    List<NotExamined> unheard = new ArrayList<>();
    if (seen.socketTrouble().isPresent()) {
      SocketTrouble trouble = seen.socketTrouble().get();
      unheard.add(
          new NotExamined(
              "show stat", trouble.what() + (explained ? "" : otherwise(trouble, seen))));
    } else {
      add(unheard, "show stat", seen.proxies());
      add(unheard, "show servers state", seen.states());
      if (seen.proxies().value().isPresent()) {
        add(unheard, "traffic", seen.traffic());
      }
    }
    add(unheard, "configuration", seen.configuration());
    seen.configuration().value().ifPresent(read -> addProblems(unheard, read));
    add(unheard, "log", seen.log());
    add(unheard, "host", seen.host());
    if (seen.standpoint() instanceof Standpoint.Afar afar) {
      unheard.add(new NotExamined("probe", afar.says()));
    }
    List<String> unprobed =
        suspects.stream()
            .filter(s -> s.server().checkFails() && s.mirrored().isEmpty())
            .map(s -> s.ref().toString())
            .toList();
    seen.configuration().value().ifPresent(read -> addDifferences(unheard, read, suspects));
    if (!unprobed.isEmpty()) {
      unheard.add(
          new NotExamined("probe", "the check was not repeated for " + Summary.names(unprobed)));
    }
    addNotes(unheard, suspects);
    return unheard;
  }

  /// Says where the files are not what runs.
  private static void addDifferences(
      List<NotExamined> unheard, Configuration read, List<ServerCase> suspects) {
    if (!read.changed().isEmpty()) {
      unheard.add(
          new NotExamined(
              "configuration",
              ShortList.of(read.changed(), 2)
                  + " was changed after this HAProxy had started: it may run with something else,"
                  + " and a reload would bring the whole change"));
    }
    List<String> missing =
        suspects.stream()
            .filter(s -> s.configured().isEmpty())
            .map(s -> s.ref().toString())
            .toList();
    if (!missing.isEmpty()) {
      unheard.add(
          new NotExamined(
              "configuration",
              Summary.names(missing) + ": not in " + ShortList.of(read.files(), 2)));
    }
  }

  /// Says in what a repetition of a check differs from HAProxy's own.
  private static void addNotes(List<NotExamined> unheard, List<ServerCase> suspects) {
    Map<String, List<String>> servers = new LinkedHashMap<>();
    for (ServerCase suspect : suspects) {
      if (suspect.server().checkFails()) {
        Stream.concat(
                suspect.check().map(CheckSpec::notes).orElse(List.of()).stream(),
                suspect.mirrored().map(r -> r.result().seen().notes()).orElse(List.of()).stream())
            .map(note -> servers.computeIfAbsent(note, _ -> new ArrayList<>()))
            .forEach(names -> names.add(suspect.ref().toString()));
      }
    }
    servers.forEach(
        (note, names) -> unheard.add(new NotExamined("probe", Summary.names(names) + ": " + note)));
  }

  private static void add(List<NotExamined> unheard, String witness, Observed<?> observed) {
    observed.reason().ifPresent(why -> unheard.add(new NotExamined(witness, why)));
  }

  private static void addProblems(List<NotExamined> unheard, Configuration read) {
    List<String> problems = read.problems().stream().map(Problem::text).toList();
    if (!problems.isEmpty()) {
      unheard.add(new NotExamined("configuration", ShortList.of(problems, 2)));
    }
  }

  /// @return what the trouble means when haproxy does run on this host
  private static String otherwise(SocketTrouble trouble, Observations seen) {
    return switch (trouble.kind()) {
      case NO_SUCH_SOCKET, NOBODY_LISTENING ->
          seen.host()
              .value()
              .map(h ->
                  h.processesFor(
                      seen.configuration().value().map(c -> c.files()).orElse(List.of())))
              .filter(p -> !p.isEmpty())
              .map(p ->
                  p.stream().map(one -> "" + one.pid()).collect(Collectors.joining(", "))
                      + (trouble.socket().isEmpty()
                          ? " does run: no `stats socket` of it is known"
                          : " does run: it listens elsewhere, or the socket file is a stale"
                              + " one"))
              .map(text -> ", yet haproxy with process id " + text)
              .orElse("");
      case FORBIDDEN,
          NOT_HAPROXY,
          LEVEL_TOO_LOW,
          UNKNOWN_COMMAND,
          HUNG,
          TRUNCATED,
          RUNAWAY,
          UNREACHABLE ->
          "";
    };
  }
}
