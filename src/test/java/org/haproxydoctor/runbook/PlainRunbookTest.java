package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Un-annotated Markdown as the public collection has it.
class PlainRunbookTest {
  private final RunbookParser parser = new RunbookParser(Set.of("connection-refused"));

  static Runbook seed(String name) throws Exception {
    Path file = Path.of("src/test/resources/runbooks", name + ".md");
    return new RunbookParser(Set.of()).parse(file.toString(), Files.readString(file));
  }

  private static List<String> titles(Runbook runbook, Phase phase) {
    return runbook.steps(phase).stream().map(s -> s.id() + " " + s.title()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HaproxyHasNoAliveBackends",
        "HaproxyBackendDown",
        "HaproxyServerHealthcheckFailure"
      })
  void list_items_become_manual_steps(String name) throws Exception {
    Runbook runbook = seed(name);

    assertThat(runbook.problems()).isEmpty();
    assertThat(runbook.title()).isEqualTo(name);
    assertThat(runbook.head().alerts()).containsExactly(name);
    assertThat(runbook.steps(Phase.DIAGNOSIS)).hasSize(5).allMatch(s -> s.block().isEmpty());
    assertThat(runbook.steps(Phase.MITIGATION)).hasSize(5).allMatch(s -> s.block().isEmpty());
    assertThat(runbook.steps()).hasSize(10);
  }

  @Test
  void titles_are_the_first_sentence_of_each_item() throws Exception {
    assertThat(titles(seed("HaproxyBackendDown"), Phase.DIAGNOSIS))
        .containsExactly(
            "D1 Check the HAProxy dashboard or logs to identify the specific backend server that"
                + " is down",
            "D2 Verify the backend server's status using tools like `curl` or `telnet` to check"
                + " connectivity",
            "D3 Investigate the backend server's system logs for any errors or issues that may be"
                + " causing the downtime",
            "D4 Check the network connectivity between HAProxy and the backend server",
            "D5 Review the HAProxy configuration to ensure that it is correct and up-to-date");
  }

  @Test
  void a_bold_label_stays_readable() throws Exception {
    Runbook runbook = seed("HaproxyBackendConnectionErrors");

    assertThat(runbook.steps(Phase.DIAGNOSIS)).hasSize(5);
    assertThat(titles(runbook, Phase.MITIGATION))
        .hasSize(4)
        .first()
        .asString()
        .startsWith("M1 Immediately: Investigate and address");
    assertThat(runbook.steps(Phase.DIAGNOSIS).get(4).line()).isEqualTo(65);
  }

  @Test
  void tab_indented_items_belong_to_their_step() throws Exception {
    Step step = seed("HaproxyHasNoAliveBackends").steps(Phase.MITIGATION).getFirst();

    assertThat(step.title()).endsWith("backend servers, such as:");
    assertThat(step.body())
        .containsExactly(
            new Part.Bullet(0, "-", "Server crashes or restarts"),
            new Part.Bullet(0, "-", "Network connectivity issues"),
            new Part.Bullet(0, "-", "Configuration errors"));
  }

  @Test
  void text_around_the_list_is_no_step() throws Exception {
    Section mitigation =
        seed("HaproxyBackendDown").sections().stream()
            .filter(s -> s.phase() == Phase.MITIGATION)
            .findFirst()
            .orElseThrow();

    assertThat(mitigation.text())
        .extracting(Part::text)
        .first()
        .isEqualTo("To mitigate the issue, follow these steps:");
    assertThat(mitigation.text()).last().extracting(Part::text).asString().startsWith("Remember");
  }

  @Test
  void the_alert_rule_and_template_shortcodes_are_skipped_and_labels_kept() throws Exception {
    Runbook runbook = seed("HaproxyHasNoAliveBackends");

    assertThat(runbook.sections())
        .flatExtracting(Section::text)
        .extracting(Part::text)
        .contains("HAProxy has no alive active or backup backends for {{ $labels.proxy }}")
        .noneMatch(t -> t.contains("{{%") || t.contains("expr:"));
  }

  @Test
  void the_damaged_guide_loads_with_warnings() throws Exception {
    Runbook guide = seed("all-backends-down-guide");

    assertThat(guide.title()).isEqualTo("HAProxy All Backends Down: Complete Recovery Guide");
    assertThat(guide.steps()).isEmpty();
    assertThat(guide.problems()).extracting(Problem::code).contains("RB021", "RB029");
  }

  @Test
  void an_empty_file_is_a_warning() {
    Runbook runbook = parser.parse("dir/HaproxyRetryHigh.md", "");

    assertThat(runbook.title()).isEqualTo("HaproxyRetryHigh");
    assertThat(runbook.problems()).extracting(Problem::code).containsExactly("RB002");
  }

  @Test
  void a_stub_is_a_warning() {
    Runbook runbook =
        parser.parse("s.md", "# S\n## Diagnosis\n\n[//]: # \"fill in\"\n\n## Mitigation\n");

    assertThat(runbook.steps()).isEmpty();
    assertThat(runbook.problems()).extracting(Problem::code).containsExactly("RB003");
  }

  @ParameterizedTest
  @ValueSource(strings = {"```", "~~~"})
  void a_comment_in_a_shell_example_is_no_title(String fence) {
    String text = fence + "sh\n# not the title\n" + fence + "\n\n# The title\n\n- Act\n";

    assertThat(parser.parse("s.md", text).title()).isEqualTo("The title");
  }

  @Test
  void a_rule_under_a_paragraph_is_no_heading() {
    Runbook runbook =
        parser.parse(
            "s.md",
            "## Diagnosis\n1. Look\n\nThen stop.\n---\n\n## Mitigation\n- Act\n\nDone\n===\n");

    assertThat(titles(runbook, Phase.DIAGNOSIS)).containsExactly("D1 Look");
    assertThat(titles(runbook, Phase.MITIGATION)).containsExactly("M1 Act");
    assertThat(runbook.sections())
        .extracting(Section::title)
        .containsExactly("Diagnosis", "Mitigation", "Done");
  }

  @Test
  void line_ends_of_windows_and_headings_in_other_scripts_are_read() {
    String text =
        """
        # Störung — übersicht

        ## 🔍 DIAGNOSIS:

        1) Логи lesen.
        2) 検査

        ## Überblick
        - kein Schritt

        ## 2. Emergency Recovery Steps ##
        * neu
        """;
    Runbook runbook = parser.parse("s.md", text.replace("\n", "\r\n"));

    assertThat(runbook.title()).isEqualTo("Störung — übersicht");
    assertThat(titles(runbook, Phase.DIAGNOSIS)).containsExactly("D1 Логи lesen", "D2 検査");
    assertThat(titles(runbook, Phase.MITIGATION)).containsExactly("M1 neu");
    assertThat(runbook.problems()).isEmpty();
  }

  @Test
  void deeper_headings_group_items_or_are_steps_themselves() {
    Runbook runbook =
        parser.parse(
            "s.md",
            """
            ## Mitigation
            ### Immediate Actions
            First of all:
            1. Drain it. Then wait.
            2. Call.
            ```bash
            echo hi
            ```
            ### Long-term fixes
            Buy another one.
            """);

    assertThat(titles(runbook, Phase.MITIGATION))
        .containsExactly("M1 Drain it", "M2 Call", "M3 Long-term fixes");
    assertThat(runbook.steps().get(0).body()).containsExactly(new Part.Paragraph("Then wait."));
    assertThat(runbook.steps().get(1).body()).containsExactly(new Part.Code("bash", "echo hi"));
    assertThat(runbook.steps().get(2).body())
        .containsExactly(new Part.Paragraph("Buy another one."));
  }

  @Test
  void a_section_of_text_only_is_one_step() {
    Runbook runbook =
        parser.parse("s.md", "## Diagnosis\nAsk Bob. He knows.\n\n## Mitigation\n- x\n");

    assertThat(titles(runbook, Phase.DIAGNOSIS)).containsExactly("D1 Ask Bob");
    assertThat(runbook.steps().getFirst().body()).containsExactly(new Part.Paragraph("He knows."));
  }

  @Test
  void phases_below_a_title_of_the_same_family_are_found() {
    Runbook runbook =
        parser.parse("s.md", "## Runbook for X\n### Diagnosis\n1. a\n### Mitigation\n1. b\n");

    assertThat(runbook.steps()).extracting(Step::id).containsExactly("D1", "M1");
  }

  @Test
  void a_doctor_block_without_the_version_is_shown_and_never_a_step() {
    Runbook runbook =
        parser.parse(
            "s.md", "## Diagnosis\n1. a\n```yaml\ndoctor: stat\n```\n## Mitigation\n- b\n");

    assertThat(runbook.steps().getFirst().block()).isEmpty();
    assertThat(runbook.steps().getFirst().body())
        .containsExactly(new Part.Code("yaml", "doctor: stat"));
    assertThat(runbook.problems()).extracting(Problem::code).containsExactly("RB009");
  }
}
