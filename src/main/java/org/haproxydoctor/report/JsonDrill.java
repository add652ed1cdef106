package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.drill.Diagnosed;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.haproxydoctor.model.drill.DrillRow;
import org.haproxydoctor.model.drill.DrillRow.Result;
import org.haproxydoctor.model.drill.Expectation;

/// Rehearsals as JSON, schema 1.
public final class JsonDrill {
  private JsonDrill() {}

  /// What there is to rehearse.
  public record Entry(String name, String title, boolean healthy) {}

  public static void writeList(List<Entry> drills, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeArrayFieldStart("drills");
          for (Entry drill : drills) {
            json.writeStartObject();
            json.writeStringField("drill", drill.name());
            json.writeStringField("title", drill.title());
            json.writeBooleanField("healthy", drill.healthy());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /// @param documents one for each rehearsal, as [#write] or [#undone] wrote them; any other is
  ///   replaced by what the row says
  public static void writeAll(List<DrillRow> rows, List<String> documents, PrintWriter out) {
    Json.document(
        out,
        json -> {
          for (Result result : Result.values()) {
            json.writeNumberField(result.word(), TextDrills.count(rows, result));
          }
          json.writeArrayFieldStart("drills");
          for (int i = 0; i < rows.size(); i++) {
            boolean whole =
                DiagnosisDocument.parse(documents.get(i))
                    .filter(d -> d.containsKey("drill"))
                    .isPresent();
            if (whole) {
              json.writeRawValue(documents.get(i).strip());
            } else {
              json.writeStartObject();
              undone(json, rows.get(i).drill(), rows.get(i).result(), rows.get(i).why());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }

  /// The document of a drill that could not be rehearsed.
  public static void undone(String drill, Result result, String why, PrintWriter out) {
    Json.document(out, json -> undone(json, drill, result, why));
  }

  private static void undone(JsonGenerator json, String drill, Result result, String why)
      throws IOException {
    json.writeStringField("drill", drill);
    json.writeStringField("result", result.word());
    json.writeBooleanField("passed", false);
    json.writeStringField("why", why);
  }

  public static void write(DrillOutcome outcome, PrintWriter out) {
    Json.document(out, json -> body(json, outcome));
  }

  private static void body(JsonGenerator json, DrillOutcome outcome) throws IOException {
    json.writeStringField("drill", outcome.drill());
    json.writeStringField("haproxy", outcome.staged().version());
    json.writeNumberField("pid", outcome.staged().pid());
    json.writeStringField("folder", outcome.staged().folder());
    expected(json, outcome.expected());
    json.writeStringField("result", (outcome.passed() ? Result.PASSED : Result.FAILED).word());
    json.writeBooleanField("passed", outcome.passed());
    json.writeStringField("why", String.join("; ", outcome.missed()));
    found(json, outcome.said().document());
    json.writeNumberField("durationMillis", outcome.took().toMillis());
    json.writeNumberField("exitStatus", outcome.said().exitStatus());
    if (outcome.said().quietBytes().isPresent()) {
      json.writeNumberField("quietBytes", outcome.said().quietBytes().getAsInt());
    }
    json.writeFieldName("diagnosis");
    if (DiagnosisDocument.read(outcome.said().document()).isPresent()) {
      json.writeRawValue(outcome.said().document().strip());
    } else {
      json.writeNull();
    }
  }

  private static void found(JsonGenerator json, String document) throws IOException {
    Optional<Diagnosed> diagnosed = DiagnosisDocument.read(document);
    List<Diagnosed.Found> findings = diagnosed.map(Diagnosed::findings).orElse(List.of());
    if (!findings.isEmpty()) {
      json.writeStringField("cause", findings.getFirst().cause());
    }
    json.writeStringField("status", diagnosed.map(Diagnosed::status).orElse(""));
    json.writeNumberField(
        "findingsAboveInfo", findings.stream().filter(Diagnosed.Found::isAlarm).count());
  }

  private static void expected(JsonGenerator json, Expectation expected) throws IOException {
    json.writeObjectFieldStart("expected");
    json.writeStringField("status", expected.status());
    if (expected.cause().isPresent()) {
      json.writeStringField("cause", expected.cause().get());
    }
    Json.strings(json, "subjects", expected.subjects());
    Json.strings(json, "also", expected.also());
    Json.strings(json, "never", expected.never());
    Json.strings(
        json,
        "witnesses",
        expected.witnesses().stream().map(w -> w.name().toLowerCase(Locale.ROOT)).toList());
    json.writeEndObject();
  }
}
