package org.haproxydoctor.report;

import java.io.PrintWriter;
import org.haproxydoctor.diagnose.Status;

/// The document of a run that had only a text to show: help, or the version.
public record JsonText(String text) {
  public void writeTo(PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeStringField("status", Status.OK.name());
          json.writeStringField("text", text);
        });
  }
}
