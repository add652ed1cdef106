package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Diagnoser;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.runbook.StepResult;
import org.haproxydoctor.runbook.StepResult.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `diagnose` prints: the steps, the causes with their ways out, the verdict.
class DiagnosisRenderersTest {
  private static final Incident OUTAGE =
      Incident.of(
              missing("app/w1"),
              missing("app/w2"),
              server("app/w3").maint().flags(AdminFlag.FMAINT),
              server("api/a1").down().check(L4CON, "Connection refused").fails(refused()),
              server("api/a2"))
          .host(Set.of("10.0.0.9"));

  private static final List<StepResult> STEPS =
      List.of(
          step("D1", Word.OK, "A look that found nothing", "1 fine"),
          step("D2", Word.PROBLEM, "A look that found something", "2 refused"),
          step("D3", Word.SKIPPED, "A look whose result needs a line for itself", "x".repeat(70)),
          step("D4", Word.UNKNOWN, "A look without a word", ""));

  private static ServerScene missing(String name) {
    return server(name)
        .down()
        .check(L7STS, 404, "Not Found")
        .fails(answered(404))
        .passesIf(Kind.OTHER_PATH, "/health", answered(200));
  }

  private static StepResult step(String id, Word word, String title, String says) {
    return new StepResult(
        "backend-down", id, title, word, says, Duration.ofMillis(3), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 100})
  void text_names_each_cause_with_its_evidence_and_way_out(int width) {
    String text = text(OUTAGE, new Page.Look(false, true, width));

    Golden.compare("diagnosis-" + width + ".txt", text);
    // Commands, and the titles that lead to their runbook, stay in one piece.
    assertThat(text.lines().filter(l -> !l.startsWith("      ") && !l.startsWith("  Way out: ")))
        .allMatch(l -> l.length() <= width);
  }

  @Test
  void json_says_the_same() throws Exception {
    Golden.compare(
        "diagnosis.json", new ObjectMapper().readTree(json(OUTAGE)).toPrettyString() + "\n");
  }

  @Test
  void health_is_one_line() {
    assertThat(
            text(Incident.of(server("app/w1"), server("app/w2")).target("app"), Page.Look.plain()))
        .isEqualTo("OK  app: 2 of 2 servers usable\n");
    assertThat(text(Incident.of(server("app/w1"), server("api/a1")), Page.Look.plain()))
        .isEqualTo("OK  2 of 2 servers usable in 2 backends\n");
  }

  @Test
  void the_verdict_names_who_is_not_served() {
    ServerScene down = server("app/w1").down().check(L4CON).fails(refused());
    ServerScene alsoDown = server("api/a1").down().check(L4CON).fails(refused());

    assertThat(text(Incident.of(down), Page.Look.plain()))
        .contains("\nCRITICAL  app serves nobody: 0 of 1 server usable\n");
    assertThat(text(Incident.of(down, server("api/a1")), Page.Look.plain()))
        .contains("\nCRITICAL  app serves nobody; 1 of 2 servers usable in 2 backends\n");
    assertThat(text(Incident.of(down, alsoDown), Page.Look.plain()))
        .contains("\nCRITICAL  app, api serve nobody; 0 of 2 servers usable in 2 backends\n");
    assertThat(text(Incident.of(down, server("app/w2")), Page.Look.plain()))
        .contains("\nWARNING  app: 1 of 2 servers usable\n");
    ServerScene unchecked =
        server("app/w2").unchecked().is(ServerStatus.Word.NO_CHECK, "no check").connects(refused());
    assertThat(text(Incident.of(server("app/w1"), unchecked), Page.Look.plain()))
        .contains(
            "\nWARNING  app: 2 of 2 servers usable, but 1 of them fails without being checked\n");
  }

  @Test
  void an_haproxy_that_cannot_be_asked_is_unknown_with_the_way_out() {
    String text =
        text(Incident.unreachable(SocketTrouble.Kind.HUNG, "/run/admin.sock"), Page.Look.plain());

    assertThat(text).endsWith("\nUNKNOWN  /run/admin.sock: HUNG\n  look there\n");
  }

  @Test
  void colour_says_nothing_of_its_own() {
    String colour = text(OUTAGE, new Page.Look(true, true, 80));

    assertThat(colour).contains("\u001b[");
    assertThat(colour.replaceAll("\u001b\\[[0-9]*m", ""))
        .isEqualTo(text(OUTAGE, new Page.Look(false, true, 80)));
  }

  @Test
  void json_has_the_keys_that_scripts_rely_on() throws Exception {
    JsonNode document = new ObjectMapper().readTree(json(OUTAGE));

    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "target",
            "status",
            "haproxy",
            "standpoint",
            "findings",
            "ruledOut",
            "notExamined",
            "steps",
            "probing",
            "durationMillis");
    assertThat(document.get("findings").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "cause", "severity", "certainty", "subjects", "summary", "evidence", "mitigation");
  }

  @Test
  void what_came_from_outside_obeys_nobody_on_a_terminal() {
    String hostile = "\u001b]0;gone\u0007\u202edeknaH\r\n\u009b31mNot Found";
    Incident incident =
        Incident.of(server("app/w1").down().check(L7STS, 404, hostile).fails(answered(404)));
    String obeyed = "(?s).*[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e].*";

    assertThat(text(incident, Page.Look.plain()).replace("\n", ""))
        .contains("Not Found")
        .doesNotMatch(obeyed);
    assertThat(json(incident).replace("\n", "")).doesNotMatch(obeyed);
  }

  @Test
  void planned_work_is_a_note_below_the_verdict() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2").maint().flags(AdminFlag.FMAINT));

    assertThat(text(incident, Page.Look.plain()))
        .isEqualTo(
            """
            OK  app: 1 of 2 servers usable
              note: app/w2: put into maintenance by an operator, over the Runtime API or the stats page
            """);
  }

  @Test
  void planned_work_stays_a_note_beside_a_fault() {
    Incident incident =
        Incident.of(
            server("app/w1"),
            server("app/w2").maint().flags(AdminFlag.FMAINT),
            server("app/w3").down().check(L4CON).fails(refused()));

    assertThat(text(incident, Page.Look.plain()))
        .contains("ROOT CAUSE  connection-refused")
        .doesNotContain("ALSO")
        .endsWith(
            """
              note: app/w2: put into maintenance by an operator, over the Runtime API or the stats page
            """);
  }

  @Test
  void a_backend_that_needs_no_servers_is_not_said_to_serve_nobody() {
    Incident incident = Incident.of(server("app/w1")).emptyBackend("stats", true).target("stats");

    assertThat(text(incident, Page.Look.plain()))
        .isEqualTo("OK  stats: has no servers and needs none\n");
  }

  @Test
  void a_sure_cause_of_a_silent_socket_replaces_the_general_hint() {
    String socket = "/run/haproxy/admin.sock";
    Incident unsure = Incident.unreachable(SocketTrouble.Kind.NOBODY_LISTENING, socket);
    Incident gone =
        Incident.unreachable(SocketTrouble.Kind.NOBODY_LISTENING, socket).host(Set.of());

    assertThat(text(unsure, Page.Look.plain()))
        .contains("haproxy-not-running  (critical, possible)")
        .contains("look there");
    assertThat(text(gone, Page.Look.plain()))
        .contains("haproxy-not-running  (critical, confirmed)")
        .doesNotContain("look there");
  }

  @Test
  void steps_are_held_back_until_the_first_problem() {
    StringWriter out = new StringWriter();
    StepLines lines =
        new StepLines(
            new Page(new PrintWriter(out), new Page.Look(false, true, 80)), () -> "HAProxy 3.2");

    lines.add(STEPS.getFirst());
    assertThat(out.toString()).isEmpty();

    STEPS.subList(1, STEPS.size()).forEach(lines::add);
    assertThat(out.toString())
        .isEqualTo(
            """
            HAProxy 3.2
              D1  ok      A look that found nothing - 1 fine
              D2  problem A look that found something - 2 refused
              D3  skipped A look whose result needs a line for itself
                          %s
              D4  unknown A look without a word
            """
                .formatted("x".repeat(70)));

    lines.showAll();
    assertThat(out.toString()).hasLineCount(6);
  }

  private static String text(Incident incident, Page.Look look) {
    StringWriter out = new StringWriter();
    TextDiagnosis.write(report(incident), new Page(new PrintWriter(out), look));
    return out.toString();
  }

  private static String json(Incident incident) {
    StringWriter out = new StringWriter();
    JsonDiagnosis.write(report(incident), new PrintWriter(out));
    return out.toString();
  }

  private static DiagnosisReport report(Incident incident) {
    Observations seen = incident.seen();
    Diagnosis diagnosis = new Diagnoser(Catalog.rules()).diagnose(seen);
    RunbookLibrary runbooks = new RunbookLibrary(List.of(Path.of("runbooks")), Catalog.ids());
    return new DiagnosisReport(
        seen,
        Optional.of("/run/haproxy/admin.sock"),
        diagnosis,
        STEPS,
        diagnosis.findings().stream()
            .map(f -> f.cause().id())
            .collect(Collectors.toMap(id -> id, runbooks::mitigationsFor)),
        Duration.ofMillis(340));
  }
}
