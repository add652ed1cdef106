package org.haproxydoctor.guide;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.haproxydoctor.guide.Event.Answered;
import org.haproxydoctor.guide.Event.Begun;
import org.haproxydoctor.guide.Event.Diagnosed;
import org.haproxydoctor.guide.Event.Ended;
import org.haproxydoctor.guide.Event.Noted;
import org.haproxydoctor.guide.Event.Waited;
import org.haproxydoctor.report.Printable;

/// A walk as Markdown for the incident's ticket.
final class Transcript {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Transcript() {}

  static String of(String id, List<Event> events) {
    StringBuilder text = new StringBuilder("# Transcript " + id + "\n");
    for (Event event : events) {
      text.append('\n').append(lines(event));
    }
    return text.toString();
  }

  private static String lines(Event event) {
    Instant at = event.at();
    return switch (event) {
      case Begun(Instant _, String who, Event.Asked asked) ->
          line(
              DAY.format(at)
                  + " UTC, by "
                  + plain(who)
                  + ", about "
                  + (asked.targets().isEmpty()
                      ? "every backend"
                      : plain(String.join(", ", asked.targets())))
                  + asked.runbook().map(r -> ", runbook " + plain(r)).orElse(""));
      case Diagnosed d -> diagnosed(d);
      case Answered(Instant _, String step, String title, Event.Answer answer) ->
          line(
              "- "
                  + TIME.format(at)
                  + " **"
                  + answer.words()
                  + "**: "
                  + plain(title)
                  + " ("
                  + plain(step)
                  + ")");
      case Noted(Instant _, String note) -> line("- " + TIME.format(at) + " note: " + plain(note));
      case Waited(Instant _, String says, boolean recovered) ->
          line(
              "- "
                  + TIME.format(at)
                  + (recovered ? " **recovered**: " : " **not recovered**: ")
                  + plain(says));
      case Ended(Instant _, boolean finished) ->
          line("- " + TIME.format(at) + (finished ? " finished" : " stopped, to be resumed"));
    };
  }

  private static String diagnosed(Diagnosed d) {
    StringBuilder text =
        new StringBuilder(
            "## " + TIME.format(d.at()) + " " + d.status() + ", runbook " + plain(d.runbook()));
    text.append("\n\n");
    d.steps().forEach(s -> text.append(line("- " + plain(s))));
    if (!d.findings().isEmpty()) {
      text.append("\nFound:\n\n");
      d.findings().forEach(f -> text.append(line("- " + plain(f))));
    }
    return text.toString();
  }

  private static String line(String text) {
    return text + "\n";
  }

  /// What came from outside is no Markdown.
  private static String plain(String text) {
    return Printable.line(text).replaceAll("([\\\\`*_<>\\[\\]|])", "\\\\$1");
  }
}
