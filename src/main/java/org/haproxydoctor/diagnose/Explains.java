package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.ServerCase;

/// Which causes explain which others: a consequence never outranks what explains it, and goes
/// unsaid when a single cause explains it whole.
final class Explains {
  /// Stands for every cause that is found on single servers.
  private static final String ANY_OF_A_SERVER = "any cause of a server";

  /// The fact that names the server another one follows.
  private static final String FOLLOWED = "tracked";

  /// Consequences that are told even when a single cause explains them whole: they tell something
  /// that their cause does not.
  private static final Set<String> TOLD = Set.of("only-backup-serving", "tracked-server-down");

  /// Causes that explain what else is found on the same server, as long as they are certain.
  private static final Map<String, Set<String>> ON_A_SERVER =
      Map.of(
          "address-stale",
          Set.of(
              "backlog-overflow",
              "connection-refused",
              "connection-timeout",
              "host-unreachable",
              "unchecked-server-failing"),
          "maintenance-from-state-file",
          Set.of("backlog-overflow", "connection-refused", "connection-timeout"));

  /// Stands for every cause on single servers but those that only requests meet.
  private static final String ANY_FAILING_CHECK = "any cause of a failing check";

  /// What requests meet while the checks pass.
  private static final Set<String> OF_REQUESTS =
      Set.of(
          "backend-queue-timeout",
          "connection-errors",
          "flapping",
          "response-errors",
          "server-errors-5xx",
          "server-maxconn-reached",
          "server-slow");

  /// Consequence to the causes that explain it when they concern the same backend.
  private static final Map<String, Set<String>> TABLE =
      Map.of(
          "no-usable-servers", Set.of(ANY_OF_A_SERVER),
          "only-backup-serving", Set.of(ANY_OF_A_SERVER),
          "tracked-server-down", Set.of(ANY_OF_A_SERVER),
          "connection-errors",
              Set.of(
                  ANY_FAILING_CHECK, "flapping", "file-descriptor-limit", "source-ports-exhausted"),
          "response-errors", Set.of(ANY_FAILING_CHECK, "flapping"),
          "server-errors-5xx", Set.of(ANY_FAILING_CHECK),
          // Fewer servers, and slower ones, fill up.
          "backend-queue-timeout", Set.of(ANY_FAILING_CHECK, "server-slow"),
          "server-maxconn-reached", Set.of(ANY_FAILING_CHECK, "server-slow"));

  /// Causes that explain whatever else is found on the same server.
  private static final Set<String> OF_ALL_ON_A_SERVER = Set.of("config-newer-than-process");

  /// Consequences that are still told, behind what explains them.
  private static final Map<String, Set<String>> BEHIND =
      Map.of(
          "haproxy-not-running", Set.of("config-invalid"),
          "no-servers-defined", Set.of("config-newer-than-process"));

  private Explains() {}

  /// Drops the clues of consequences for backends whose servers all share one cause.
  ///
  /// @param suspects the servers that are not healthy
  static List<Answer> withoutExplained(List<Answer> answers, List<ServerCase> suspects) {
    Map<String, Set<String>> unwell =
        suspects.stream()
            .map(ServerCase::ref)
            .collect(
                Collectors.groupingBy(
                    ServerRef::backend,
                    Collectors.mapping(ServerRef::toString, Collectors.toSet())));
    List<Answer> left = new ArrayList<>();
    for (Answer answer : answers) {
      List<Answer> explaining =
          answers.stream().filter(a -> explains(a.cause(), a.clues(), answer.cause())).toList();
      boolean silent = !TOLD.contains(answer.cause().id());
      Set<String> known = explainedOnServers(answer.cause(), answers);
      left.add(
          answer.withClues(
              answer.clues().stream()
                  .filter(c -> !known.contains(c.subject()))
                  .filter(c ->
                      !silent
                          || !isWholly(
                              unwell.getOrDefault(c.subject(), Set.of(c.subject())), explaining))
                  .map(c -> silent ? withoutSymptoms(c, explaining) : c)
                  .toList()));
    }
    return left;
  }

  /// @return the servers on which another cause says why this one is found as well
  private static Set<String> explainedOnServers(Cause consequence, List<Answer> answers) {
    return answers.stream()
        .filter(a -> ON_A_SERVER.getOrDefault(a.cause().id(), Set.of()).contains(consequence.id()))
        .flatMap(a -> a.clues().stream())
        .filter(c -> !c.doubtful())
        .map(Clue::subject)
        .collect(Collectors.toSet());
  }

  /// Symptoms of a server whose cause is named need not be told again.
  private static Clue withoutSymptoms(Clue consequence, List<Answer> explaining) {
    Set<String> known =
        explaining.stream()
            .flatMap(a -> a.clues().stream())
            .map(Clue::subject)
            .filter(s -> !s.equals(consequence.subject()))
            .collect(Collectors.toSet());
    return known.isEmpty() ? consequence : consequence.withoutEvidenceOf(known);
  }

  private static boolean isWholly(Set<String> servers, List<Answer> explaining) {
    return explaining.stream()
        .anyMatch(a ->
            a.clues().stream().map(Clue::subject).collect(Collectors.toSet()).containsAll(servers));
  }

  /// @param ranked by what they mean by themselves
  /// @return the same findings, each consequence moved behind the last finding that explains it
  static List<Finding> causesFirst(List<Finding> ranked) {
    List<Finding> ordered = new ArrayList<>(ranked);
    for (Finding consequence : ranked) {
      int last = -1;
      for (int i = 0; i < ordered.size(); i++) {
        if (mayStandAbove(ordered.get(i), consequence)
            && (explains(ordered.get(i), consequence) || saysMore(ordered.get(i), consequence))) {
          last = i;
        }
      }
      int here = ordered.indexOf(consequence);
      if (last > here) {
        ordered.add(last + 1, consequence);
        ordered.remove(here);
      }
    }
    return ordered;
  }

  /// What is only worth a remark stands above no alarm.
  private static boolean mayStandAbove(Finding one, Finding other) {
    return one.severity() != Severity.INFO || other.severity() == Severity.INFO;
  }

  /// Both are told, but the one first: a request that is lost says more than a server that is full,
  /// and that a server comes and goes more than what its check met this time.
  private static boolean saysMore(Finding one, Finding other) {
    boolean lost =
        one.cause().id().equals("backend-queue-timeout")
            && other.cause().id().equals("server-maxconn-reached");
    boolean restless =
        one.cause().id().equals("flapping") && !OF_REQUESTS.contains(other.cause().id());
    return (lost && backends(other).stream().anyMatch(backends(one)::contains))
        || (restless && one.subjects().containsAll(other.subjects()));
  }

  private static boolean explains(Finding cause, Finding consequence) {
    if (OF_ALL_ON_A_SERVER.contains(cause.cause().id())
        && cause.clues().stream()
            .filter(c -> c.reach() == Clue.Reach.USUAL)
            .anyMatch(c -> consequence.subjects().contains(c.subject()))) {
      return !cause.equals(consequence);
    }
    if (!BEHIND.getOrDefault(consequence.cause().id(), Set.of()).contains(cause.cause().id())
        && !explains(cause.cause(), cause.clues(), consequence.cause())) {
      return false;
    }
    Set<String> followed = facts(consequence, FOLLOWED);
    if (!followed.isEmpty()) {
      return cause.subjects().stream().anyMatch(followed::contains);
    }
    Set<String> backends = new HashSet<>(backends(cause));
    // What ails the process ails each of its backends.
    return backends.contains(Clue.PROCESS)
        || backends(consequence).stream().anyMatch(backends::contains);
  }

  private static Set<String> facts(Finding finding, String name) {
    return finding.clues().stream()
        .map(c -> c.facts().get(name))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static boolean explains(Cause cause, List<Clue> clues, Cause consequence) {
    Set<String> causes = TABLE.getOrDefault(consequence.id(), Set.of());
    return causes.contains(cause.id())
        || (isAnyMeant(causes, cause)
            && clues.stream().anyMatch(c -> ServerRef.parse(c.subject()).isPresent()));
  }

  private static boolean isAnyMeant(Set<String> causes, Cause cause) {
    return causes.contains(ANY_OF_A_SERVER)
        || (causes.contains(ANY_FAILING_CHECK) && !OF_REQUESTS.contains(cause.id()));
  }

  private static List<String> backends(Finding finding) {
    return finding.subjects().stream()
        .map(s -> ServerRef.parse(s).map(ServerRef::backend).orElse(s))
        .toList();
  }
}
