package org.haproxydoctor.mitigate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxydoctor.mitigate.Entry.Begun;
import org.haproxydoctor.mitigate.Entry.Ended;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.mitigate.Entry.RollingBegun;
import org.haproxydoctor.mitigate.Entry.RollingPassed;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.ServerRef;

/// An entry as one line of JSON, with texts and nothing else as values.
final class JournalLine {
  private static final JsonFactory JSON = new JsonFactory();

  private JournalLine() {}

  static String write(Entry entry) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("id", entry.id());
      json.writeStringField("at", entry.at().toString());
      switch (entry) {
        case Begun begun -> begun(json, begun);
        case RollingBegun rolling -> rolling(json, rolling);
        case RollingPassed passed -> json.writeStringField("passed", passed.server().toString());
        case Ended ended -> {
          json.writeStringField("outcome", word(ended.outcome()));
          json.writeStringField("detail", ended.detail());
        }
      }
      json.writeEndObject();
    }
    return line.append('\n').toString();
  }

  private static void rolling(JsonGenerator json, RollingBegun rolling) throws IOException {
    json.writeStringField(
        "rolling",
        rolling.servers().stream().map(ServerRef::toString).collect(Collectors.joining(" ")));
    json.writeStringField("socket", rolling.socket());
    process(json, rolling.process());
    if (rolling.work().isPresent()) {
      json.writeStringField("work", rolling.work().get());
    }
    json.writeStringField("sessionsMillis", "" + rolling.limits().sessions().toMillis());
    json.writeStringField("recoveryMillis", "" + rolling.limits().recovery().toMillis());
    json.writeStringField("together", "" + rolling.limits().together());
  }

  private static void process(JsonGenerator json, ProcessIdentity process) throws IOException {
    json.writeStringField("pid", Long.toString(process.pid()));
    json.writeStringField("started", process.started().toString());
    json.writeStringField("version", process.version());
  }

  private static void begun(JsonGenerator json, Begun begun) throws IOException {
    json.writeStringField("run", begun.run());
    json.writeStringField("who", begun.who());
    if (begun.why().isPresent()) {
      json.writeStringField("why", begun.why().get());
    }
    json.writeStringField("socket", begun.socket());
    process(json, begun.process());
    json.writeStringField("server", begun.server().toString());
    json.writeStringField("from", begun.from().word());
    json.writeStringField("to", begun.to().word());
    json.writeStringField("command", begun.command());
    if (!begun.undoes().isEmpty()) {
      json.writeStringField("undoes", String.join(" ", begun.undoes()));
    }
  }

  /// @return empty for what is no entry, such as the half of a line that a crash left
  static Optional<Entry> read(String line) {
    try {
      Map<String, String> fields = fields(line);
      return Optional.of(entry(fields));
    } catch (IOException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Entry entry(Map<String, String> fields) {
    if (fields.containsKey("outcome")) {
      return ended(fields);
    }
    if (fields.containsKey("rolling")) {
      return rolling(fields);
    }
    return fields.containsKey("passed")
        ? new RollingPassed(
            text(fields, "id"), Instant.parse(text(fields, "at")), server(text(fields, "passed")))
        : begun(fields);
  }

  private static RollingBegun rolling(Map<String, String> fields) {
    return new RollingBegun(
        text(fields, "id"),
        Instant.parse(text(fields, "at")),
        text(fields, "socket"),
        process(fields),
        Stream.of(text(fields, "rolling").split(" ", -1)).map(JournalLine::server).toList(),
        Optional.ofNullable(fields.get("work")),
        new Rolling.Limits(
            millis(fields, "sessionsMillis"),
            millis(fields, "recoveryMillis"),
            Math.max(1, Integer.parseInt(text(fields, "together")))));
  }

  private static Duration millis(Map<String, String> fields, String name) {
    return Duration.ofMillis(Long.parseLong(text(fields, name)));
  }

  private static ProcessIdentity process(Map<String, String> fields) {
    return new ProcessIdentity(
        Long.parseLong(text(fields, "pid")),
        Instant.parse(text(fields, "started")),
        text(fields, "version"));
  }

  private static ServerRef server(String name) {
    return ServerRef.parse(name).orElseThrow(() -> new IllegalArgumentException("no server"));
  }

  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          throw new IOException(name + " is no text");
        }
        fields.put(name, json.getText());
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new IOException("not one object");
      }
    }
    return fields;
  }

  private static Begun begun(Map<String, String> fields) {
    return new Begun(
        text(fields, "id"),
        text(fields, "run"),
        Instant.parse(text(fields, "at")),
        text(fields, "who"),
        Optional.ofNullable(fields.get("why")),
        text(fields, "socket"),
        process(fields),
        server(text(fields, "server")),
        state(fields, "from"),
        state(fields, "to"),
        text(fields, "command"),
        List.of(fields.getOrDefault("undoes", "").split(" ")).stream()
            .filter(id -> !id.isEmpty())
            .toList());
  }

  private static Ended ended(Map<String, String> fields) {
    return new Ended(
        text(fields, "id"),
        Instant.parse(text(fields, "at")),
        Outcome.valueOf(text(fields, "outcome").toUpperCase(Locale.ROOT)),
        text(fields, "detail"));
  }

  private static String text(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return text;
  }

  private static AdminState state(Map<String, String> fields, String name) {
    return AdminState.valueOf(text(fields, name).toUpperCase(Locale.ROOT));
  }

  static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
