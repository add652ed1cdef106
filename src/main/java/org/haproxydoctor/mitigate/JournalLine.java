package org.haproxydoctor.mitigate;

import static org.haproxydoctor.mitigate.FlatJson.text;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
  private JournalLine() {}

  static String write(Entry entry) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", entry.id());
    fields.put("at", entry.at().toString());
    switch (entry) {
      case Begun begun -> begun(fields, begun);
      case RollingBegun rolling -> rolling(fields, rolling);
      case RollingPassed passed -> fields.put("passed", passed.server().toString());
      case Ended ended -> {
        fields.put("outcome", word(ended.outcome()));
        fields.put("detail", ended.detail());
      }
    }
    return FlatJson.write(fields);
  }

  private static void rolling(Map<String, String> fields, RollingBegun rolling) {
    fields.put(
        "rolling",
        rolling.servers().stream().map(ServerRef::toString).collect(Collectors.joining(" ")));
    fields.put("socket", rolling.socket());
    process(fields, rolling.process());
    rolling.work().ifPresent(work -> fields.put("work", work));
    fields.put("sessionsMillis", "" + rolling.limits().sessions().toMillis());
    fields.put("recoveryMillis", "" + rolling.limits().recovery().toMillis());
    fields.put("together", "" + rolling.limits().together());
  }

  private static void process(Map<String, String> fields, ProcessIdentity process) {
    fields.put("pid", Long.toString(process.pid()));
    fields.put("started", process.started().toString());
    fields.put("version", process.version());
  }

  private static void begun(Map<String, String> fields, Begun begun) {
    fields.put("run", begun.run());
    fields.put("who", begun.who());
    begun.why().ifPresent(why -> fields.put("why", why));
    fields.put("socket", begun.socket());
    process(fields, begun.process());
    fields.put("server", begun.server().toString());
    fields.put("from", begun.from().word());
    fields.put("to", begun.to().word());
    fields.put("command", begun.command());
    if (!begun.undoes().isEmpty()) {
      fields.put("undoes", String.join(" ", begun.undoes()));
    }
  }

  /// @return empty for what is no entry, such as the half of a line that a crash left
  static Optional<Entry> read(String line) {
    try {
      return Optional.of(entry(FlatJson.read(line)));
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

  private static AdminState state(Map<String, String> fields, String name) {
    return AdminState.valueOf(text(fields, name).toUpperCase(Locale.ROOT));
  }

  static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
