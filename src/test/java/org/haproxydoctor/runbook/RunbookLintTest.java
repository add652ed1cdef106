package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every problem of a runbook, each once, at its place.
class RunbookLintTest {
  private static final Path FOLDER = Path.of("src/test/resources/runbooks/lint");

  private final RunbookParser parser = new RunbookParser(Set.of("connection-refused"));

  @Test
  void names_every_problem_once_with_its_place_and_what_was_meant() throws Exception {
    Runbook runbook = parser.parse("wrong.md", Files.readString(FOLDER.resolve("wrong.md")));

    List<String> lines = runbook.problems().stream().map(p -> p.at("wrong.md")).toList();
    assertThat(String.join("\n", lines) + "\n")
        .isEqualTo(Files.readString(FOLDER.resolve("wrong.expected")));
  }

  @Test
  void a_block_that_is_wrong_leaves_a_manual_step() throws Exception {
    Runbook runbook = parser.parse("wrong.md", Files.readString(FOLDER.resolve("wrong.md")));

    Step broken = runbook.steps(Phase.MITIGATION).get(1);
    assertThat(broken.title()).isEqualTo("Broken YAML");
    assertThat(broken.block()).isEmpty();
  }

  @Test
  void an_authors_own_cause_is_known_in_the_file_and_has_its_section_as_the_way_out()
      throws Exception {
    Runbook runbook = parser.parse("wrong.md", Files.readString(FOLDER.resolve("wrong.md")));

    assertThat(runbook.stepsFor("mine")).hasSize(1);
    assertThat(runbook.stepsFor("mine").getFirst().body())
        .contains(new Part.Paragraph("Our own knowledge."));
  }

  @Test
  void a_broken_front_matter_is_named_at_its_line() {
    Runbook runbook =
        parser.parse("x.md", "---\nhaproxy-doctor: 1\nid: [a\n---\n## Diagnosis\n- a\n");

    assertThat(runbook.problems()).extracting(p -> p.code() + " " + p.line()).contains("RB004 4");
    assertThat(runbook.head().annotated()).isTrue();
  }

  @Test
  void front_matter_of_others_is_not_criticised() {
    Runbook runbook =
        parser.parse(
            "x.md",
            """
            ---
            title: T
            published: no
            weird: [1, {a: b}]
            ---
            ## Diagnosis
            - a

            ## Mitigation
            - b
            """);

    assertThat(runbook.problems()).isEmpty();
    assertThat(runbook.title()).isEqualTo("T");
  }

  @Test
  void another_format_version_is_refused() {
    Runbook runbook =
        parser.parse(
            "x.md",
            """
            ---
            haproxy-doctor: 2
            ---
            ## Diagnosis
            ### D1. a
            ## Mitigation
            ### M1. b
            """);

    assertThat(runbook.problems()).extracting(Problem::code).containsExactly("RB006");
    assertThat(runbook.head().annotated()).isFalse();
  }

  @Test
  void every_code_is_in_the_table_of_the_format() throws Exception {
    Pattern code = Pattern.compile("RB\\d{3}");
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/org/haproxydoctor/runbook"))) {
      for (Path file : files.toList()) {
        code.matcher(Files.readString(file)).results().forEach(m -> used.add(m.group()));
      }
    }
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("runbooks/README.md"))) {
      if (line.startsWith("| RB")) {
        documented.add(line.substring(2, 7));
      }
    }
    assertThat(documented).isEqualTo(used);
  }

  @Test
  void the_example_of_the_format_is_right() throws Exception {
    String readme = Files.readString(Path.of("runbooks/README.md"));
    String fence = "````markdown\n";
    int start = readme.indexOf(fence) + fence.length();
    String example = readme.substring(start, readme.indexOf("````\n", start));

    Runbook runbook = parser.parse("checkout-down.md", example);
    assertThat(runbook.problems()).isEmpty();
    assertThat(runbook.stepsFor("connection-refused")).extracting(Step::id).containsExactly("M1");
    assertThat(runbook.steps().getFirst().outcomes()).hasSize(1);
  }
}
