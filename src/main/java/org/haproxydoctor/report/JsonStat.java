package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.StatRow;
import org.haproxydoctor.observe.Listed;
import org.haproxydoctor.observe.StateWord;

/// The chosen lines as one JSON document, schema 1: proxies in their order, servers inside their
/// backend.
///
/// A backend stands there also when only servers of it were chosen.
public final class JsonStat {
  private final JsonGenerator json;
  private final StatReport report;
  private final Optional<RawRows> raw;

  private JsonStat(JsonGenerator json, StatReport report, boolean withRaw) {
    this.json = json;
    this.report = report;
    this.raw = withRaw ? Optional.of(new RawRows(report.table())) : Optional.empty();
  }

  /// @param withRaw whether each line also carries HAProxy's own columns, those that are not empty
  public static void write(StatReport report, boolean withRaw, PrintWriter out) {
    Json.document(
        out,
        json -> {
          Json.strings(json, "target", report.target().names());
          json.writeStringField("status", report.status().name());
          JsonProcess.write(json, report.process(), report.socket());
          json.writeArrayFieldStart("proxies");
          new JsonStat(json, report, withRaw).proxies();
          json.writeEndArray();
          json.writeNumberField("durationMillis", report.took().toMillis());
        });
  }

  private void proxies() throws IOException {
    Map<String, Backend> backends = new LinkedHashMap<>();
    report.all().backends().forEach(b -> backends.put(b.name(), b));
    Map<String, List<Server>> chosen = new LinkedHashMap<>();
    List<Frontend> frontends = new ArrayList<>();
    for (Listed item : report.items()) {
      switch (item) {
        case Listed.OfFrontend(Frontend frontend) -> frontends.add(frontend);
        case Listed.OfBackend(Backend backend) ->
            chosen.computeIfAbsent(backend.name(), _ -> new ArrayList<>());
        case Listed.OfServer(Server server) ->
            chosen.computeIfAbsent(server.ref().backend(), _ -> new ArrayList<>()).add(server);
      }
    }
    for (Frontend frontend : frontends) {
      frontend(frontend);
    }
    for (Map.Entry<String, List<Server>> entry : chosen.entrySet()) {
      Backend backend = backends.get(entry.getKey());
      if (backend != null) {
        backend(backend, entry.getValue());
      }
    }
  }

  private void frontend(Frontend frontend) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", frontend.name());
    json.writeStringField("type", "frontend");
    json.writeStringField("status", frontend.status());
    json.writeStringField("mode", frontend.mode());
    number(json, "sessions", frontend.sessions());
    number(json, "sessionLimit", frontend.limit());
    raw(new Listed.OfFrontend(frontend));
    json.writeEndObject();
  }

  private void backend(Backend backend, List<Server> servers) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", backend.name());
    json.writeStringField("type", "backend");
    json.writeStringField("status", backend.status());
    json.writeStringField("mode", backend.mode());
    json.writeBooleanField("serves", backend.serves());
    json.writeNumberField("activeUsable", backend.activeUsable());
    json.writeNumberField("backupUsable", backend.backupUsable());
    number(json, "sessions", backend.sessions());
    number(json, "queued", backend.queued());
    seconds(json, "sinceChangeSeconds", backend.sinceChange());
    raw(new Listed.OfBackend(backend));
    json.writeArrayFieldStart("servers");
    for (Server server : servers) {
      server(server);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void server(Server server) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", server.ref().server());
    json.writeStringField("status", server.status().raw());
    json.writeStringField("state", StateWord.of(new Listed.OfServer(server)).toString());
    json.writeBooleanField("usable", server.usable());
    json.writeBooleanField("backup", server.backup());
    json.writeNumberField("weight", server.weight());
    if (server.address().isPresent()) {
      json.writeStringField("address", server.address().get().toString());
    }
    number(json, "sessions", server.sessions());
    number(json, "queued", server.queued());
    seconds(json, "sinceChangeSeconds", server.sinceChange());
    if (server.tracked().isPresent()) {
      json.writeStringField("tracks", server.tracked().get().toString());
    }
    if (server.check().isPresent()) {
      check(json, server.check().get());
    }
    raw(new Listed.OfServer(server));
    json.writeEndObject();
  }

  private void raw(Listed item) throws IOException {
    Optional<StatRow> row = raw.flatMap(rows -> rows.of(item));
    if (row.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("raw");
    List<String> columns = report.table().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (!row.get().cell(i).isEmpty()) {
        json.writeStringField(columns.get(i), row.get().cell(i));
      }
    }
    json.writeEndObject();
  }

  private static void check(JsonGenerator json, HealthCheck check) throws IOException {
    json.writeObjectFieldStart("check");
    json.writeStringField("status", check.raw().substring(check.inProgress() ? 2 : 0));
    json.writeBooleanField("inProgress", check.inProgress());
    number(json, "code", check.code());
    if (check.took().isPresent()) {
      json.writeNumberField("durationMillis", check.took().get().toMillis());
    }
    json.writeStringField("lastReport", check.lastReport());
    number(json, "rise", check.rise());
    number(json, "fall", check.fall());
    number(json, "health", check.health());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String key, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(key, value.getAsLong());
    }
  }

  private static void number(JsonGenerator json, String key, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(key, value.getAsInt());
    }
  }

  private static void seconds(JsonGenerator json, String key, Optional<Duration> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(key, value.get().toSeconds());
    }
  }
}
