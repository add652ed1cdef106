package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.haproxydoctor.model.drill.DrillOutcome;
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

  /// @param documents one for each rehearsal, as [#write] wrote them
  public static void writeAll(List<String> documents, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeArrayFieldStart("drills");
          for (String document : documents) {
            json.writeRawValue(document.strip());
          }
          json.writeEndArray();
        });
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
    json.writeBooleanField("passed", outcome.passed());
    json.writeStringField("why", String.join("; ", outcome.missed()));
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
