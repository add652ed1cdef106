package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.ServerCase;

/// Which causes explain which others: a consequence never outranks what explains it, and goes
/// unsaid when a single cause explains it whole.
final class Explains {

  /// Consequence to the causes that explain it when they concern the same backend.
  static final Map<String, Set<String>> TABLE =
      Map.of(
          "no-usable-servers",
          Set.of(
              "application-hung",
              "application-unhealthy",
              "check-target-differs",
              "connection-refused",
              "connection-timeout",
              "drained-by-operator",
              "health-auth-required",
              "health-body-mismatch",
              "health-check-too-slow",
              "health-host-required",
              "health-method-rejected",
              "health-path-not-found",
              "health-redirected",
              "health-status-mismatch",
              "host-unreachable",
              "maintenance-by-config",
              "maintenance-by-operator",
              "name-unresolved",
              "server-not-tls",
              "source-address-unavailable",
              "tls-required-by-server",
              "weight-zero"));

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
      Set<String> causes = TABLE.getOrDefault(answer.cause().id(), Set.of());
      List<Answer> explaining =
          answers.stream().filter(a -> causes.contains(a.cause().id())).toList();
      left.add(
          answer.withClues(
              answer.clues().stream()
                  .filter(c ->
                      !isWholly(unwell.getOrDefault(c.subject(), Set.of(c.subject())), explaining))
                  .map(c -> withoutSymptoms(c, explaining))
                  .toList()));
    }
    return left;
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
        if (explains(ordered.get(i), consequence)) {
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

  private static boolean explains(Finding cause, Finding consequence) {
    Set<String> causes = TABLE.getOrDefault(consequence.cause().id(), Set.of());
    if (!causes.contains(cause.cause().id())) {
      return false;
    }
    Set<String> backends = new HashSet<>(backends(cause));
    return backends(consequence).stream().anyMatch(backends::contains);
  }

  private static List<String> backends(Finding finding) {
    return finding.subjects().stream()
        .map(s -> ServerRef.parse(s).map(ServerRef::backend).orElse(s))
        .toList();
  }
}
