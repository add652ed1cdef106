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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Diagnoser;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.runbook.Mitigation;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.runbook.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisRenderersTest {
  private static final String SOCKET = "/run/haproxy/admin.sock";

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void text_fits_the_terminal_but_for_what_is_to_be_copied(int width) {
    String text = text(outage(), new Page.Look(false, true, width));

    Golden.compare("diagnosis-" + width + ".txt", text);
    assertThat(text.lines().filter(line -> !line.startsWith("      ")))
        .allMatch(line -> line.length() <= width);
  }

  @Test
  void colour_says_nothing_of_its_own() {
    String colour = text(outage(), new Page.Look(true, true, 80));

    assertThat(colour).contains("\u001b[");
    assertThat(colour.replaceAll("\u001b\\[[0-9]*m", ""))
        .isEqualTo(text(outage(), new Page.Look(false, true, 80)));
  }

  @Test
  void json_keeps_the_contract() throws Exception {
    String json = json(outage());

    Golden.compare("diagnosis.json", json);
    JsonNode document = new ObjectMapper().readTree(json);
    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "target",
            "status",
            "haproxy",
            "findings",
            "ruledOut",
            "notExamined",
            "steps",
            "durationMillis");
    assertThat(document.get("findings").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "cause", "severity", "certainty", "subjects", "summary", "evidence", "mitigation");
  }

  @Test
  void what_came_from_outside_obeys_nobody_on_a_terminal() throws Exception {
    String hostile = "\u001b]0;gone\u0007\u202edeknaH\r\n\u009b31mNot Found";
    Incident incident =
        Incident.of(server("app/w1").down().check(L7STS, 404, hostile).fails(answered(404)));

    assertThat(text(report(incident), Page.Look.plain()).replace("\n", ""))
        .contains("Not Found")
        .doesNotMatch("(?s).*[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e].*");
    assertThat(json(report(incident)).replace("\n", ""))
        .doesNotMatch("(?s).*[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e].*");
  }

  @Test
  void a_healthy_system_is_one_line() {
    String text = text(report(Incident.of(server("app/w1"), server("app/w2"))), Page.Look.plain());

    assertThat(text).isEqualTo("OK  app: 2 of 2 servers usable\n");
  }

  @Test
  void planned_work_is_a_note_below_the_verdict() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2").maint().flags(AdminFlag.FMAINT));

    assertThat(text(report(incident), Page.Look.plain()).lines())
        .hasSize(2)
        .first()
        .isEqualTo("OK  app: 1 of 2 servers usable");
  }

  @Test
  void a_sure_cause_of_a_silent_socket_replaces_the_general_hint() {
    Incident gone =
        Incident.unreachable(SocketTrouble.Kind.NOBODY_LISTENING, SOCKET).host(Set.of());
    Incident unsure = Incident.unreachable(SocketTrouble.Kind.NOBODY_LISTENING, SOCKET);

    assertThat(text(report(gone), Page.Look.plain()))
        .contains("ROOT CAUSE  haproxy-not-running  (critical, confirmed)")
        .doesNotContain("look there");
    assertThat(text(report(unsure), Page.Look.plain()))
        .contains("haproxy-not-running  (critical, possible)")
        .contains("look there");
  }

  private static DiagnosisReport outage() {
    return report(
        Incident.of(
            server("app/w1")
                .down()
                .check(L7STS, 404, "Not Found")
                .fails(answered(404))
                .passesIf(Kind.OTHER_PATH, "/health", answered(200)),
            server("app/w2").down().check(L4CON, "Connection refused").fails(refused())));
  }

  private static DiagnosisReport report(Incident incident) {
    Observations seen = incident.seen();
    Diagnosis diagnosis = new Diagnoser(Catalog.rules()).diagnose(seen);
    RunbookLibrary library = new RunbookLibrary(List.of(Path.of("runbooks")), Catalog.ids());
    Map<String, List<Mitigation>> ways =
        diagnosis.findings().stream()
            .map(f -> f.cause().id())
            .collect(Collectors.toMap(id -> id, library::mitigationsFor));
    StepResult step =
        new StepResult(
            "backend-down",
            "D1",
            "What does HAProxy say?",
            StepResult.Word.PROBLEM,
            "0 of 2 servers usable",
            Duration.ofMillis(12),
            Optional.empty());
    return new DiagnosisReport(
        seen, Optional.of(SOCKET), diagnosis, List.of(step), ways, Duration.ofMillis(340));
  }

  private static String text(DiagnosisReport report, Page.Look look) {
    return written(out -> TextDiagnosis.write(report, new Page(out, look)));
  }

  private static String json(DiagnosisReport report) {
    return written(out -> JsonDiagnosis.write(report, out));
  }

  private static String written(Consumer<PrintWriter> renderer) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    renderer.accept(out);
    out.flush();
    return text.toString();
  }
}
