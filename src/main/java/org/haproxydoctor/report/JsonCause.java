package org.haproxydoctor.report;

import java.io.PrintWriter;
import java.util.List;
import org.haproxydoctor.causes.CauseEntry;
import org.haproxydoctor.causes.CauseEntry.LookAlike;

/// The catalogue of causes as JSON, schema 1.
public final class JsonCause {
  private JsonCause() {}

  public static void list(List<CauseEntry> entries, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeArrayFieldStart("causes");
          for (CauseEntry entry : entries) {
            json.writeStartObject();
            json.writeStringField("cause", entry.id());
            json.writeStringField("summary", entry.inShort());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  public static void write(CauseEntry entry, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeStringField("cause", entry.id());
          json.writeStringField("mechanism", entry.mechanism());
          Json.strings(json, "signs", entry.signs());
          json.writeArrayFieldStart("lookAlikes");
          for (LookAlike one : entry.lookAlikes()) {
            json.writeStartObject();
            if (one.cause().isPresent()) {
              json.writeStringField("cause", one.cause().get());
            }
            json.writeStringField("difference", one.difference());
            json.writeEndObject();
          }
          json.writeEndArray();
          Json.strings(json, "waysOut", entry.waysOut());
        });
  }
}
