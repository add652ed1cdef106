package org.haproxydoctor.guide;

import static org.haproxydoctor.mitigate.FlatJson.text;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.guide.Event.Answer;
import org.haproxydoctor.guide.Event.Answered;
import org.haproxydoctor.guide.Event.Asked;
import org.haproxydoctor.guide.Event.Begun;
import org.haproxydoctor.guide.Event.Diagnosed;
import org.haproxydoctor.guide.Event.Ended;
import org.haproxydoctor.guide.Event.Noted;
import org.haproxydoctor.guide.Event.Waited;
import org.haproxydoctor.mitigate.FlatJson;

/// An event as one line of JSON; lists are texts of several lines.
final class EventLine {
  private EventLine() {}

  static String write(Event event) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("at", event.at().toString());
    switch (event) {
      case Begun(Instant _, String who, Asked asked) -> {
        fields.put("event", "begun");
        fields.put("who", who);
        fields.put("targets", lines(asked.targets()));
        asked.runbook().ifPresent(r -> fields.put("runbook", r));
        fields.put("sockets", lines(asked.sockets()));
        fields.put("configs", lines(asked.configs()));
        fields.put("whole", "" + asked.whole());
      }
      case Diagnosed d -> {
        fields.put("event", "diagnosed");
        fields.put("runbook", d.runbook());
        fields.put("status", d.status());
        fields.put("steps", lines(d.steps()));
        fields.put("findings", lines(d.findings()));
      }
      case Answered(Instant _, String step, String title, Answer answer) -> {
        fields.put("event", "answered");
        fields.put("step", step);
        fields.put("title", title);
        fields.put("answer", answer.name());
      }
      case Noted(Instant _, String text) -> {
        fields.put("event", "noted");
        fields.put("text", text);
      }
      case Waited(Instant _, String says, boolean recovered) -> {
        fields.put("event", "waited");
        fields.put("says", says);
        fields.put("recovered", "" + recovered);
      }
      case Ended(Instant _, boolean finished) -> {
        fields.put("event", "ended");
        fields.put("finished", "" + finished);
      }
    }
    return FlatJson.write(fields);
  }

  /// @return empty for what is no event, such as the half of a line that a crash left
  static Optional<Event> read(String line) {
    try {
      Map<String, String> fields = FlatJson.read(line);
      Instant at = Instant.parse(text(fields, "at"));
      return Optional.ofNullable(
          switch (text(fields, "event")) {
            case "begun" -> new Begun(at, text(fields, "who"), asked(fields));
            case "diagnosed" ->
                new Diagnosed(
                    at,
                    text(fields, "runbook"),
                    text(fields, "status"),
                    list(fields, "steps"),
                    list(fields, "findings"));
            case "answered" ->
                new Answered(
                    at,
                    text(fields, "step"),
                    text(fields, "title"),
                    Answer.valueOf(text(fields, "answer")));
            case "noted" -> new Noted(at, text(fields, "text"));
            case "waited" -> new Waited(at, text(fields, "says"), isTrue(fields, "recovered"));
            case "ended" -> new Ended(at, isTrue(fields, "finished"));
            default -> null;
          });
    } catch (IOException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Asked asked(Map<String, String> fields) {
    return new Asked(
        list(fields, "targets"),
        Optional.ofNullable(fields.get("runbook")),
        list(fields, "sockets"),
        list(fields, "configs"),
        isTrue(fields, "whole"));
  }

  private static boolean isTrue(Map<String, String> fields, String name) {
    return Boolean.parseBoolean(text(fields, name));
  }

  private static String lines(List<String> list) {
    return String.join("\n", list.stream().map(l -> l.replace('\n', ' ')).toList());
  }

  private static List<String> list(Map<String, String> fields, String name) {
    return text(fields, name).lines().toList();
  }
}
