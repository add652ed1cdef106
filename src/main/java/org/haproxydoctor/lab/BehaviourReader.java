package org.haproxydoctor.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.haproxydoctor.lab.Behaviour.ScriptLine;
import org.haproxydoctor.model.HaproxyDuration;

/// Reads what a backend does from a scenario.
final class BehaviourReader {
  private BehaviourReader() {}

  static Behaviour read(YamlSection section) {
    Behaviour behaviour =
        new Behaviour(
            mode(section),
            section.flag("tls"),
            section.flag("proxy"),
            section.rawTextIf("banner").orElse(""),
            delay(section),
            section.sections("routes").stream().map(BehaviourReader::route).toList(),
            section.sections("script").stream().map(BehaviourReader::line).toList());
    section.done();
    if (behaviour.mode() != Behaviour.Mode.HTTP && !behaviour.routes().isEmpty()) {
      throw section.wrong("routes are answered only by a backend of mode http");
    }
    if ((behaviour.mode() == Behaviour.Mode.SCRIPT) == behaviour.script().isEmpty()) {
      throw section.wrong("a backend of mode script, and no other, has a script");
    }
    return behaviour;
  }

  private static Behaviour.Mode mode(YamlSection section) {
    String word = section.textIf("mode").orElse("http");
    return Stream.of(Behaviour.Mode.values())
        .filter(m -> nameOf(m).equals(word))
        .findFirst()
        .orElseThrow(() -> section.wrong("mode '" + word + "' is none of " + modes()));
  }

  private static String nameOf(Behaviour.Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> modes() {
    return Stream.of(Behaviour.Mode.values()).map(BehaviourReader::nameOf).toList();
  }

  private static Duration delay(YamlSection section) {
    return duration(section, "delay");
  }

  private static Duration duration(YamlSection section, String key) {
    String text = section.textIf(key).orElse("0");
    return HaproxyDuration.parse(text, HaproxyDuration.Unit.MILLISECONDS)
        .orElseThrow(() -> section.wrong(key + " '" + text + "' is no duration such as 300ms"));
  }

  private static ScriptLine line(YamlSection section) {
    ScriptLine line;
    if (section.has("hear")) {
      line = new ScriptLine.Hear(section.bytes("hear"));
    } else if (section.has("say")) {
      line = new ScriptLine.Say(section.bytes("say"));
    } else if (section.has("repeat")) {
      line = new ScriptLine.Repeat(section.bytes("repeat"), duration(section, "every"));
    } else {
      String end = section.text("end");
      line =
          switch (end) {
            case "close" -> new ScriptLine.Close();
            case "reset" -> new ScriptLine.Reset();
            default -> throw section.wrong("end '" + end + "' is neither close nor reset");
          };
    }
    section.done();
    return line;
  }

  private static Behaviour.Route route(YamlSection section) {
    Behaviour.Route route =
        new Behaviour.Route(
            section.textIf("method"),
            section.textIf("path"),
            section.textIf("host"),
            status(section),
            section.textByName("headers"),
            section.textIf("body").orElse(""),
            manner(section));
    section.done();
    return route;
  }

  private static Manner manner(YamlSection section) {
    return new Manner(
        act(section),
        delay(section),
        number(section, "every", 1),
        number(section, "turns", 0),
        number(section, "most", 0));
  }

  private static Manner.Act act(YamlSection section) {
    String word = section.textIf("act").orElse("answer");
    return Stream.of(Manner.Act.values())
        .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> section.wrong("act '" + word + "' is none that is known"));
  }

  private static int number(YamlSection section, String key, int otherwise) {
    String text = section.textIf(key).orElse("");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw section.wrong(key + " '" + text + "' is no number from 1 to 9999");
    }
    return Integer.parseInt(text);
  }

  private static int status(YamlSection section) {
    String text = section.textIf("status").orElse("200");
    if (!text.matches("[1-5][0-9][0-9]")) {
      throw section.wrong("status '" + text + "' is no HTTP status");
    }
    return Integer.parseInt(text);
  }
}
