package org.haproxydoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxydoctor.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `runbook list`, `show` and `lint` as their users see them.
class RunbookCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void at_home_in_the_checkout() {
    System.setProperty("haproxydoctor.home", "");
  }

  @AfterEach
  void no_terminal() {
    System.clearProperty("haproxydoctor.terminals");
  }

  private int run(String... args) {
    return Main.run(args, Map.of(), java.io.InputStream.nullInputStream(), out, err);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("x.md"), text);
  }

  @Test
  void list_names_runbooks_and_their_alerts() {
    assertThat(run("runbook", "list")).isZero();

    assertThat(out()).contains("backend-down", "A backend is down", "HaproxyBackendDown");
  }

  @Test
  void list_as_json() throws Exception {
    assertThat(run("runbook", "list", "--output", "json")).isZero();

    JsonNode document = new ObjectMapper().readTree(out());
    try (Stream<Path> files = Files.list(Path.of("runbooks"))) {
      assertThat(document.get("runbooks")).hasSize((int) files.count() - 1);
    }
    assertThat(document.get("runbooks").get(0).get("id").asText()).isEqualTo("all-backends-down");
  }

  @Test
  void show_gives_the_markdown_itself_in_a_pipe() throws Exception {
    assertThat(run("runbook", "show", "HaproxyBackendDown")).isZero();

    assertThat(out()).isEqualTo(Files.readString(Path.of("runbooks/backend-down.md")));
  }

  @Test
  void show_lays_a_runbook_out_on_a_terminal() {
    System.setProperty("haproxydoctor.terminals", "out");
    assertThat(run("runbook", "show", "backend-down")).isZero();

    assertThat(out().lines())
        .contains("  M1  Nothing listens on the server's port", "    for connection-refused")
        .noneMatch(l -> l.contains("```") || l.startsWith("#"));
    assertThat(out().lines().filter(l -> !l.startsWith("      "))).allMatch(l -> l.length() < 80);
  }

  @Test
  void show_lets_no_control_character_through_to_a_terminal() throws Exception {
    System.setProperty("haproxydoctor.terminals", "out");
    Path evil = file("# T\u001b]0;x\u0007\n## Diagnosis\n- a \u009b31m\n```\n\u001b[2J\n```\n");

    assertThat(run("runbook", "show", evil.toString())).isZero();
    assertThat(out().replace("\n", "")).doesNotContainPattern("\\p{Cc}");
  }

  @Test
  void show_names_what_may_have_been_meant() {
    assertThat(run("runbook", "show", "backend-dwon")).isEqualTo(3);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("there is no runbook 'backend-dwon'")
        .contains("backend-down");
  }

  @Test
  void lint_of_a_good_file_is_quiet_when_asked() throws Exception {
    Path good = file("## Diagnosis\n- a\n\n## Mitigation\n- b\n");

    assertThat(run("runbook", "lint", "--quiet", good.toString())).isZero();
    assertThat(out()).isEmpty();
  }

  @Test
  void lint_says_warnings_errors_and_unreadable_by_its_status() throws Exception {
    assertThat(run("runbook", "lint", file("").toString())).isEqualTo(1);
    assertThat(out())
        .contains("x.md:1:1: warning RB002")
        .endsWith("1 runbook, 0 errors, 1 warning\n");

    Path bad = file("---\nhaproxy-doctor: 1\nids: x\n---\n## Diagnosis\n- a\n## Mitigation\n- b\n");
    assertThat(run("runbook", "lint", bad.toString())).isEqualTo(2);
    assertThat(run("runbook", "lint", folder.resolve("nosuch.md").toString())).isEqualTo(3);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("runbook", "lint", empty.toString())).isEqualTo(3);
    assertThat(out()).contains("there is no runbook in " + empty);
  }

  @Test
  void lint_as_json_has_every_place() throws Exception {
    Path bad = file("---\nhaproxy-doctor: 1\nids: x\n---\n## Diagnosis\n- a\n## Mitigation\n- b\n");
    assertThat(run("runbook", "lint", "--output=json", folder.toString())).isEqualTo(2);

    JsonNode problem = new ObjectMapper().readTree(out()).get("problems").get(0);
    assertThat(problem.get("file").asText()).isEqualTo(bad.toString());
    assertThat(problem.get("line").asInt()).isEqualTo(3);
    assertThat(problem.get("code").asText()).isEqualTo("RB011");
  }
}
