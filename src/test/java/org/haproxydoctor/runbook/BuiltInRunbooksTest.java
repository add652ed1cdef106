package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The runbooks that come with the program.
class BuiltInRunbooksTest {
  private static final Path FOLDER = Path.of("runbooks");

  static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".md") && !f.endsWith("README.md"))
          .sorted()
          .toList();
    }
  }

  static Set<String> causes() {
    return Catalog.ids();
  }

  private static Runbook parse(Path file) {
    return new RunbookParser(causes()).parse(file.toString(), RunbookFile.read(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void has_no_problem(Path file) {
    assertThat(parse(file).problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void has_the_same_id_as_its_file_and_every_phase(Path file) {
    Runbook runbook = parse(file);

    assertThat(runbook.id()).isEqualTo(RunbookFile.stem(file.toString()));
    for (Phase phase :
        List.of(Phase.DIAGNOSIS, Phase.MITIGATION, Phase.VERIFICATION, Phase.ESCALATION)) {
      assertThat(runbook.steps(phase)).as(phase.word()).isNotEmpty();
    }
    assertThat(runbook.sections()).extracting(Section::phase).contains(Phase.MEANING, Phase.IMPACT);
    assertThat(runbook.steps(Phase.DIAGNOSIS)).anyMatch(s -> s.block().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all-backends-down",
        "backend-down",
        "no-alive-backends",
        "server-healthcheck-failure"
      })
  void the_ones_that_are_picked_by_themselves_hear_every_witness(String id) {
    assertThat(parse(FOLDER.resolve(id + ".md")).steps(Phase.DIAGNOSIS))
        .flatMap(s -> s.block().map(b -> b.task().kind()).stream().toList())
        .contains(
            TaskKind.STAT,
            TaskKind.CONFIG,
            TaskKind.DNS,
            TaskKind.TCP,
            TaskKind.HEALTH,
            TaskKind.LOG);
  }

  @ParameterizedTest
  @MethodSource("causes")
  void every_cause_has_exactly_one_way_out(String cause) {
    List<Mitigation> ways = new RunbookLibrary(List.of(FOLDER), causes()).mitigationsFor(cause);

    assertThat(ways).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("causes")
  void a_way_out_says_its_risk_and_how_to_undo_it(String cause) {
    if (cause.equals("no-usable-servers")) {
      return; // Points to the causes of the single servers.
    }
    Step step =
        new RunbookLibrary(List.of(FOLDER), causes()).mitigationsFor(cause).getFirst().step();

    String text = step.body().stream().map(Part::text).collect(Collectors.joining("\n"));
    assertThat(text).contains("Risk:").containsIgnoringCase("undo");
  }

  @ParameterizedTest
  @MethodSource("causes")
  void no_variable_is_left_on_the_screen_when_nothing_is_known(String cause) {
    Mitigation way = new RunbookLibrary(List.of(FOLDER), causes()).mitigationsFor(cause).getFirst();

    Step step = way.filled(java.util.Map.of());
    assertThat(step.title()).doesNotContain("${");
    assertThat(step.body()).isNotEmpty().noneMatch(p -> p.text().contains("${"));
  }

  @Test
  void the_alerts_of_the_public_rules_lead_to_them() {
    RunbookLibrary library = new RunbookLibrary(List.of(FOLDER), causes());

    assertThat(library.find("HaproxyBackendDown").orElseThrow().id()).isEqualTo("backend-down");
    assertThat(library.find("HAProxyHasNoAliveBackends").orElseThrow().id())
        .isEqualTo("no-alive-backends");
    assertThat(library.find("haproxy_server_healthcheck_failure").orElseThrow().id())
        .isEqualTo("server-healthcheck-failure");
    assertThat(library.find("HaproxyBackendConnectionErrors").orElseThrow().id())
        .isEqualTo("backend-connection-errors");
    assertThat(library.find("HaproxyBackendMaxActiveSession>80%").orElseThrow().id())
        .isEqualTo("pending-requests");
    assertThat(library.find("HAProxyServerCheckFlapping").orElseThrow().id())
        .isEqualTo("check-flapping");
    assertThat(library.find("all-backends-down").orElseThrow().steps()).isNotEmpty();
  }
}
