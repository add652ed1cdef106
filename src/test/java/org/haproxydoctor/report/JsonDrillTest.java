package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.haproxydoctor.model.drill.DrillRow;
import org.haproxydoctor.model.drill.Expectation;
import org.junit.jupiter.api.Test;

class JsonDrillTest {
  @Test
  void a_rehearsal_carries_its_diagnosis() throws Exception {
    DrillOutcome outcome = outcome("{\"status\": \"OK\", \"findings\": []}\n", List.of());
    JsonNode json = written(out -> JsonDrill.write(outcome, out));
    assertThat(json.get("schema").asInt()).isEqualTo(1);
    assertThat(json.get("drill").asText()).isEqualTo("healthy-http");
    assertThat(json.get("haproxy").asText()).isEqualTo("2.6.12");
    assertThat(json.get("passed").asBoolean()).isTrue();
    assertThat(json.get("quietBytes").asInt()).isZero();
    assertThat(json.get("diagnosis").get("status").asText()).isEqualTo("OK");
  }

  @Test
  void a_diagnosis_that_is_no_document_leaves_the_rehearsal_one() throws Exception {
    DrillOutcome outcome = outcome("Exception in thread \"main\"", List.of("a", "b"));
    JsonNode json = written(out -> JsonDrill.write(outcome, out));
    assertThat(json.get("diagnosis").isNull()).isTrue();
    assertThat(json.get("passed").asBoolean()).isFalse();
    assertThat(json.get("why").asText()).isEqualTo("a; b");
  }

  @Test
  void several_rehearsals_are_one_document() throws Exception {
    String document = "{\"drill\": \"a\", \"result\": \"passed\"}\n";
    String skipped = "{\"drill\": \"b\", \"result\": \"skipped\", \"why\": \"needs root\"}";
    List<DrillRow> rows =
        List.of(row(document, "a"), row(skipped, "b"), row("Exception in thread", "c"));
    JsonNode json =
        written(out ->
            JsonDrill.writeAll(rows, List.of(document, skipped, "Exception in thread"), out));
    assertThat(json.get("drills"))
        .extracting(d -> d.get("drill").asText() + " " + d.get("result").asText())
        .containsExactly("a passed", "b skipped", "c failed");
    assertThat(json.get("passed").asInt()).isEqualTo(1);
    assertThat(json.get("skipped").asInt()).isEqualTo(1);
    assertThat(json.get("failed").asInt()).isEqualTo(1);
    assertThat(json.get("drills").get(2).get("why").asText()).contains("without a document");
  }

  @Test
  void a_row_of_the_table_is_read_back_from_the_document() throws Exception {
    String finding =
        "{\"cause\": \"x-y\", \"severity\": \"warning\", \"subjects\": [], \"evidence\": []}";
    StringWriter text = new StringWriter();
    JsonDrill.write(
        outcome("{\"status\": \"WARNING\", \"findings\": [" + finding + "]}", List.of("a", "b")),
        new PrintWriter(text));
    DrillRow row = DrillDocument.read(text.toString(), "healthy-http", "", Duration.ofMillis(7));
    assertThat(row)
        .isEqualTo(
            new DrillRow(
                "healthy-http",
                DrillRow.Result.FAILED,
                "",
                "x-y",
                "WARNING",
                1,
                Duration.ofMillis(7),
                "a; b"));
  }

  @Test
  void the_table_fits_a_terminal_and_says_why() {
    StringWriter text = new StringWriter();
    TextDrills.write(
        List.of(
            row(
                "{\"drill\": \"a\", \"result\": \"passed\", \"cause\": \"" + "c".repeat(60) + "\"}",
                "a"),
            row("{\"error\": {\"what\": \"HAProxy did not start\"}}", "b")),
        new Page(new PrintWriter(text), new Page.Look(false, true, 80)));
    assertThat(text.toString().lines()).allMatch(l -> l.length() <= 80);
    assertThat(text.toString())
        .contains("failed  b: HAProxy did not start")
        .endsWith("1 passed, 1 failed, 0 skipped\n");
  }

  private static DrillRow row(String document, String drill) {
    return DrillDocument.read(document, drill, "", Duration.ofMillis(5));
  }

  private static DrillOutcome outcome(String document, List<String> missed) {
    return new DrillOutcome(
        "healthy-http",
        new DrillOutcome.Staged("2.6.12", 4711, "/tmp/drill-1"),
        Expectation.healthy(),
        missed,
        new DrillOutcome.Said(0, document, OptionalInt.of(0)),
        Duration.ofMillis(12));
  }

  private static JsonNode written(Consumer<PrintWriter> writing) throws Exception {
    StringWriter text = new StringWriter();
    writing.accept(new PrintWriter(text));
    return new ObjectMapper().readTree(text.toString());
  }
}
