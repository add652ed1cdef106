package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.causes.CauseLibrary;
import org.haproxydoctor.diagnose.Rule;
import org.junit.jupiter.api.Test;

/// Names whatever is still missing for a cause: its test, its drill, its way out in a runbook, its
/// entry for `explain`, its place in the README.
class CauseCompletenessTest {
  private static final Path README = Path.of("README.md");
  private static final Path RUNBOOKS = Path.of("runbooks");
  private static final Path DRILLS = Path.of("src/drills");
  private static final Path ENTRIES = Path.of("src/main/resources/org/haproxydoctor/causes");
  private static final Path TESTS = Path.of("src/test/java/org/haproxydoctor/diagnose/rules");
  private static final Pattern FOR = Pattern.compile("(?m)^for: *\\[?([^\\]\n]*)");

  /// The public vocabulary, version 1; causes whose rule is yet to come are look-alikes already.
  private static final Set<String> VOCABULARY =
      Set.of(
          """
          address-family-unavailable address-stale agent-reports-down alpn-mismatch
          application-hung application-unhealthy backend-queue-timeout backlog-overflow
          certificate-expired certificate-name-mismatch certificate-untrusted
          check-target-differs client-certificate-required config-invalid
          config-newer-than-process connect-denied-locally connection-errors
          connection-refused connection-reset connection-timeout drained-by-operator
          external-check-broken file-descriptor-limit flapping frontend-saturated
          haproxy-not-running health-auth-required health-body-mismatch
          health-check-too-slow health-forced-down health-host-required
          health-method-rejected health-path-not-found health-redirected
          health-status-mismatch host-unreachable known-haproxy-defect login-rejected
          maintenance-by-config maintenance-by-operator maintenance-from-state-file
          name-unresolved no-servers-defined no-usable-servers old-process-serving
          only-backup-serving process-maxconn-reached protocol-mismatch
          proxy-protocol-mismatch requests-denied resolver-unreachable resolvers-missing
          response-errors server-errors-5xx server-maxconn-reached server-not-tls
          server-slow sni-missing socket-forbidden socket-level-too-low
          source-address-unavailable source-ports-exhausted tcp-check-mismatch
          tls-required-by-server tls-version-mismatch tracked-server-down
          unchecked-server-failing weight-zero
          """
              .strip()
              .split("\\s+"));

  @Test
  void every_cause_has_all_that_belongs_to_it() throws IOException {
    Set<String> helped = causesWithAWayOut();
    String readme = Files.readString(README);
    List<String> missing = new ArrayList<>();
    for (Rule rule : Catalog.rules()) {
      String id = rule.cause().id();
      need(missing, Files.exists(test(rule)), id + ": " + test(rule));
      for (String part : List.of("haproxy.cfg", "scenario.yaml")) {
        Path file = DRILLS.resolve(id).resolve(part);
        need(missing, Files.exists(file), id + ": " + file);
      }
      need(missing, helped.contains(id), id + ": a mitigation step with `for:` in " + RUNBOOKS);
      need(missing, readme.contains("`" + id + "`"), id + ": its id in the table of " + README);
      needEntry(missing, id);
    }
    assertThat(missing).as("missing for a cause").isEmpty();
  }

  /// What `explain` prints: of the right shape, and its look-alikes can be asked for as well.
  private static void needEntry(List<String> missing, String id) {
    Path file = ENTRIES.resolve(id + ".md");
    try {
      CauseLibrary.entry(id).lookAlikes().stream()
          .flatMap(l -> l.cause().stream())
          .filter(l -> !VOCABULARY.contains(l) || l.equals(id))
          .forEach(l -> missing.add(file + ": '" + l + "' is no other cause"));
    } catch (IllegalArgumentException e) {
      missing.add(file + ": " + e.getMessage());
    }
  }

  @Test
  void every_entry_is_of_a_cause() throws IOException {
    try (Stream<Path> entries = Files.list(ENTRIES)) {
      assertThat(entries.map(e -> e.getFileName().toString().replaceFirst("\\.md$", "")))
          .isSubsetOf(ids());
    }
  }

  @Test
  void causes_are_of_the_public_vocabulary() {
    assertThat(ids()).isSubsetOf(VOCABULARY);
  }

  @Test
  void drills_rehearse_known_causes_or_health() throws IOException {
    Set<String> known = ids();
    try (Stream<Path> drills = Files.list(DRILLS)) {
      assertThat(drills.map(d -> d.getFileName().toString()))
          .allMatch(name ->
              name.startsWith("healthy-")
                  || known.stream().anyMatch(id -> name.equals(id) || name.startsWith(id + "-")));
    }
  }

  @Test
  void runbooks_help_against_known_causes() throws IOException {
    assertThat(causesWithAWayOut()).isSubsetOf(ids());
  }

  private static Set<String> ids() {
    Set<String> ids = new HashSet<>();
    Catalog.rules().forEach(r -> ids.add(r.cause().id()));
    return ids;
  }

  private static void need(List<String> missing, boolean there, String what) {
    if (!there) {
      missing.add(what);
    }
  }

  private static Path test(Rule rule) {
    return TESTS.resolve(rule.getClass().getSimpleName() + "Test.java");
  }

  private static Set<String> causesWithAWayOut() throws IOException {
    Set<String> helped = new HashSet<>();
    try (Stream<Path> runbooks = Files.walk(RUNBOOKS)) {
      for (Path runbook : runbooks.filter(f -> f.toString().endsWith(".md")).toList()) {
        Matcher lists = FOR.matcher(Files.readString(runbook));
        while (lists.find()) {
          Stream.of(lists.group(1).split(",", -1)).map(String::strip).forEach(helped::add);
        }
      }
    }
    return helped;
  }
}
