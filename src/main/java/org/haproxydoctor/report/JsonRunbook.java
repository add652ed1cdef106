package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.haproxydoctor.runbook.LintReport;
import org.haproxydoctor.runbook.Part;
import org.haproxydoctor.runbook.Problem;
import org.haproxydoctor.runbook.Runbook;
import org.haproxydoctor.runbook.RunbookHead;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.runbook.Section;
import org.haproxydoctor.runbook.Step;

/// The documents of `runbook list`, `show` and `lint`.
public final class JsonRunbook {
  private JsonRunbook() {}

  public static void list(
      List<RunbookLibrary.Entry> entries, List<String> warnings, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeArrayFieldStart("runbooks");
          for (RunbookLibrary.Entry entry : entries) {
            json.writeStartObject();
            head(json, entry.head());
            json.writeStringField("file", entry.file().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
          Json.strings(json, "warnings", warnings);
        });
  }

  public static void show(Runbook runbook, PrintWriter out) {
    Json.document(
        out,
        json -> {
          head(json, runbook.head());
          json.writeStringField("file", runbook.source());
          json.writeArrayFieldStart("sections");
          for (Section section : runbook.sections()) {
            json.writeStartObject();
            json.writeStringField("phase", section.phase().word());
            json.writeStringField("title", section.title());
            parts(json, section.text());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("steps");
          for (Step step : runbook.steps()) {
            step(json, step);
          }
          json.writeEndArray();
        });
  }

  public static void lint(LintReport report, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeStringField("status", report.status().name());
          json.writeNumberField("runbooks", report.runbooks().size());
          json.writeArrayFieldStart("problems");
          for (Runbook runbook : report.runbooks()) {
            for (Problem problem : runbook.problems()) {
              json.writeStartObject();
              json.writeStringField("file", runbook.source());
              json.writeNumberField("line", problem.line());
              json.writeNumberField("column", problem.column());
              json.writeStringField("severity", problem.grade().name().toLowerCase(Locale.ROOT));
              json.writeStringField("code", problem.code());
              json.writeStringField("message", problem.message());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
          Json.strings(json, "unreadable", report.unreadable());
        });
  }

  private static void head(JsonGenerator json, RunbookHead head) throws IOException {
    json.writeStringField("id", head.id());
    json.writeStringField("title", head.title());
    Json.strings(json, "alerts", head.alerts());
    json.writeBooleanField("annotated", head.annotated());
  }

  private static void step(JsonGenerator json, Step step) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", step.id());
    json.writeStringField("title", step.title());
    json.writeStringField("phase", step.phase().word());
    json.writeNumberField("line", step.line());
    json.writeStringField("kind", step.block().map(b -> b.task().kind().word()).orElse("manual"));
    Json.strings(json, "needs", step.needs());
    Json.strings(json, "for", step.forCauses());
    parts(json, step.body());
    json.writeEndObject();
  }

  private static void parts(JsonGenerator json, List<Part> parts) throws IOException {
    json.writeArrayFieldStart("text");
    for (Part part : parts) {
      json.writeStartObject();
      json.writeStringField(
          "part",
          switch (part) {
            case Part.Paragraph _ -> "paragraph";
            case Part.Bullet _ -> "item";
            case Part.Code _ -> "code";
          });
      if (part instanceof Part.Code code) {
        json.writeStringField("language", code.language());
      }
      json.writeStringField("text", part.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
