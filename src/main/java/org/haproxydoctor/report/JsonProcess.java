package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.haproxydoctor.model.ProcessInfo;

/// The `haproxy` object of every JSON document: the process that was asked.
final class JsonProcess {
  private JsonProcess() {}

  static void write(JsonGenerator json, Optional<ProcessInfo> process, Optional<String> socket)
      throws IOException {
    json.writeObjectFieldStart("haproxy");
    if (process.isPresent()) {
      json.writeStringField("version", process.get().version());
      if (process.get().pid().isPresent()) {
        json.writeNumberField("pid", process.get().pid().getAsLong());
      }
      if (process.get().uptime().isPresent()) {
        json.writeNumberField("uptimeSeconds", process.get().uptime().get().toSeconds());
      }
    }
    if (socket.isPresent()) {
      json.writeStringField("socket", socket.get());
    }
    json.writeEndObject();
  }
}
