package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.haproxydoctor.diagnose.CommonFactor;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.NotExamined;
import org.haproxydoctor.runbook.StepResult;

/// A diagnosis as one JSON document, schema 1.
public final class JsonDiagnosis {
  private JsonDiagnosis() {}

  public static void write(DiagnosisReport report, PrintWriter out) {
    Json.document(out, json -> body(json, report));
  }

  private static void body(JsonGenerator json, DiagnosisReport report) throws IOException {
    Diagnosis diagnosis = report.diagnosis();
    Json.strings(json, "target", report.seen().target().names());
    json.writeStringField("status", diagnosis.status().name());
    JsonProcess.write(json, report.process(), report.socket());
    json.writeArrayFieldStart("findings");
    for (Finding finding : diagnosis.findings()) {
      finding(json, report, finding);
    }
    json.writeEndArray();
    Json.strings(json, "ruledOut", diagnosis.ruledOut());
    json.writeArrayFieldStart("notExamined");
    for (NotExamined open : diagnosis.notExamined()) {
      json.writeStartObject();
      json.writeStringField("cause", open.what());
      json.writeStringField("reason", open.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("steps");
    for (StepResult step : report.steps()) {
      step(json, step);
    }
    json.writeEndArray();
    report.gentleness().write(json);
    json.writeNumberField("durationMillis", report.took().toMillis());
  }

  private static void finding(JsonGenerator json, DiagnosisReport report, Finding finding)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("cause", finding.cause().id());
    json.writeStringField("severity", lower(finding.severity()));
    json.writeStringField("certainty", lower(finding.certainty()));
    Json.strings(json, "subjects", finding.subjects());
    json.writeStringField("summary", finding.summary());
    if (finding.factor().isPresent()) {
      CommonFactor factor = finding.factor().get();
      json.writeObjectFieldStart("commonFactor");
      json.writeStringField("kind", factor.kind().word());
      json.writeStringField("value", factor.value());
      json.writeNumberField("servers", factor.servers());
      json.writeNumberField("of", factor.of());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : finding.evidence()) {
      json.writeStartObject();
      json.writeStringField("source", evidence.source());
      json.writeStringField("subject", evidence.subject());
      json.writeStringField("field", evidence.field());
      json.writeStringField("value", evidence.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("mitigation");
    for (WayOut way : report.waysOut(finding)) {
      json.writeStartObject();
      json.writeStringField("runbook", way.runbook());
      json.writeStringField("step", way.step().id());
      json.writeStringField("kind", way.kind());
      json.writeStringField("summary", way.step().title());
      Json.strings(json, "commands", way.commands());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void step(JsonGenerator json, StepResult step) throws IOException {
    json.writeStartObject();
    json.writeStringField("runbook", step.runbook());
    json.writeStringField("id", step.id());
    json.writeStringField("title", step.title());
    json.writeStringField("result", step.word().text());
    json.writeStringField("says", step.says());
    json.writeNumberField("durationMillis", step.took().toMillis());
    json.writeEndObject();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
