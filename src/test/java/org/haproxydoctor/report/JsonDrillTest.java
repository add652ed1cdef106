package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.haproxydoctor.model.drill.DrillOutcome;
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
    JsonNode json =
        written(
            out -> JsonDrill.writeAll(List.of("{\"drill\": \"a\"}\n", "{\"drill\": \"b\"}"), out));
    assertThat(json.get("drills"))
        .extracting(d -> d.get("drill").asText())
        .containsExactly("a", "b");
  }

  private static DrillOutcome outcome(String document, List<String> missed) {
    return new DrillOutcome(
        "healthy-http",
        new DrillOutcome.Staged("2.6.12", 4711, "/tmp/drill-1"),
        Expectation.healthy(),
        missed,
        new DrillOutcome.Said(0, document, OptionalInt.of(0)));
  }

  private static JsonNode written(Consumer<PrintWriter> writing) throws Exception {
    StringWriter text = new StringWriter();
    writing.accept(new PrintWriter(text));
    return new ObjectMapper().readTree(text.toString());
  }
}
