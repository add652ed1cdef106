package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.observe.Probed;

/// Probes as one JSON document, schema 1.
public final class JsonProbe {
  private JsonProbe() {}

  public static void write(ProbeReport report, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeStringField("status", report.status().name());
          json.writeArrayFieldStart("probes");
          for (Probed probed : report.probed()) {
            probe(json, probed);
          }
          json.writeEndArray();
          Json.strings(json, "notUnderstood", report.notUnderstood());
          gentleness(report).write(json);
          json.writeNumberField("durationMillis", report.took().toMillis());
        });
  }

  private static Gentleness gentleness(ProbeReport report) {
    return Gentleness.of(report.probed().stream().map(Probed::connections).toList());
  }

  private static void probe(JsonGenerator json, Probed probed) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", probed.subject());
    if (probed.endpoint().isPresent()) {
      json.writeStringField("endpoint", probed.endpoint().get().toString());
    }
    json.writeStringField(
        "result", probed.passed().map(p -> p ? "pass" : "fail").orElse("unknown"));
    json.writeStringField("says", ProbeWords.outcome(probed));
    if (probed.server().isPresent()) {
      json.writeStringField("haproxy", ProbeWords.haproxy(probed.server().get()));
    }
    if (probed.agreement().isPresent()) {
      json.writeStringField("agreement", probed.agreement().get().word());
    }
    if (probed.result().isPresent()) {
      result(json, probed.result().get());
    }
    Json.strings(json, "notes", probed.notes());
    json.writeArrayFieldStart("variations");
    for (Variation variation : probed.variations()) {
      json.writeStartObject();
      json.writeStringField(
          "kind", variation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.writeStringField("change", variation.change());
      json.writeStringField("value", variation.value());
      json.writeBooleanField("passed", variation.replay().passed());
      json.writeStringField("why", variation.replay().why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, ProbeResult result) throws IOException {
    json.writeStringField("word", result.word().text());
    json.writeStringField(
        "stage", result.stage().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (result.address().isPresent()) {
      json.writeStringField("address", result.address().get());
    }
    if (result.http().isPresent()) {
      json.writeNumberField("httpStatus", result.http().get().status());
    }
    if (result.tls().isPresent()) {
      tls(json, result.tls().get());
    }
    seen(json, result.seen());
    ProbeResult.Timings timings = result.timings();
    millis(json, "lookupMillis", timings.lookup());
    millis(json, "connectMillis", timings.connect());
    millis(json, "tlsMillis", timings.tls());
    millis(json, "firstByteMillis", timings.firstByte());
    millis(json, "totalMillis", Optional.of(timings.total()));
  }

  private static void tls(JsonGenerator json, TlsFacts tls) throws IOException {
    json.writeObjectFieldStart("tls");
    json.writeStringField("version", tls.protocol());
    json.writeStringField("cipher", tls.cipher());
    if (tls.alpn().isPresent()) {
      json.writeStringField("alpn", tls.alpn().get());
    }
    chain(json, tls.chain());
    json.writeEndObject();
  }

  /// What a handshake showed that may have failed.
  private static void seen(JsonGenerator json, TlsSeen seen) throws IOException {
    if (seen.alert().isPresent()) {
      json.writeStringField("tlsAlert", seen.alert().get());
    }
    if (seen.verdict().isPresent()) {
      json.writeStringField(
          "certificateFault",
          seen.verdict().get().fault().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (seen.request().isPresent()) {
      json.writeObjectFieldStart("certificateRequest");
      Json.strings(json, "authorities", seen.request().get().authorities());
      if (seen.request().get().sent().isPresent()) {
        json.writeStringField("sent", seen.request().get().sent().get());
      }
      json.writeEndObject();
    }
  }

  private static void chain(JsonGenerator json, List<Certificate> chain) throws IOException {
    json.writeArrayFieldStart("chain");
    for (Certificate certificate : chain) {
      json.writeStartObject();
      json.writeStringField("subject", certificate.subject());
      json.writeStringField("issuer", certificate.issuer());
      json.writeStringField("notBefore", certificate.notBefore().toString());
      json.writeStringField("notAfter", certificate.notAfter().toString());
      Json.strings(json, "names", certificate.names());
      if (!certificate.fingerprint().isEmpty()) {
        json.writeStringField("sha256", certificate.fingerprint());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void millis(JsonGenerator json, String name, Optional<Duration> time)
      throws IOException {
    if (time.isPresent()) {
      json.writeNumberField(name, Math.round(time.get().toNanos() / 1e4) / 100.0);
    }
  }
}
