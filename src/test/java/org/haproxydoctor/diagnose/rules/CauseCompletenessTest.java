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
import org.haproxydoctor.diagnose.Rule;
import org.junit.jupiter.api.Test;

/// Names whatever is still missing for a cause: its test, its drill, its way out in a runbook, its
/// place in the README.
class CauseCompletenessTest {
  private static final Path README = Path.of("README.md");
  private static final Path RUNBOOKS = Path.of("runbooks");
  private static final Path DRILLS = Path.of("src/drills");
  private static final Path TESTS = Path.of("src/test/java/org/haproxydoctor/diagnose/rules");
  private static final Pattern FOR = Pattern.compile("(?m)^for: *\\[?([^\\]\n]*)");

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
    }
    assertThat(missing).as("missing for a cause").isEmpty();
  }

  @Test
  void drills_rehearse_known_causes_or_health() throws IOException {
    Set<String> known = ids();
    try (Stream<Path> drills = Files.list(DRILLS)) {
      assertThat(drills.map(d -> d.getFileName().toString()))
          .allMatch(name -> known.contains(name) || name.startsWith("healthy-"));
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
