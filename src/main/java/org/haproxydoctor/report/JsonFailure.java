package org.haproxydoctor.report;

import java.io.PrintWriter;
import org.haproxydoctor.diagnose.Status;

/// The document of a run that could not even begin.
public record JsonFailure(String what, String hint) {
  public void writeTo(PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeStringField("status", Status.UNKNOWN.name());
          json.writeObjectFieldStart("error");
          json.writeStringField("what", what);
          json.writeStringField("hint", hint);
          json.writeEndObject();
        });
  }
}
