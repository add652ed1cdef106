package org.haproxydoctor.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
            section.sections("routes").stream().map(BehaviourReader::route).toList());
    section.done();
    if (behaviour.mode() != Behaviour.Mode.HTTP && !behaviour.routes().isEmpty()) {
      throw section.wrong("routes are answered only by a backend of mode http");
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
    String text = section.textIf("delay").orElse("0");
    return HaproxyDuration.parse(text, HaproxyDuration.Unit.MILLISECONDS)
        .orElseThrow(() -> section.wrong("delay '" + text + "' is no duration such as 300ms"));
  }

  private static Behaviour.Route route(YamlSection section) {
    Behaviour.Route route =
        new Behaviour.Route(
            section.textIf("method"),
            section.textIf("path"),
            section.textIf("host"),
            status(section),
            section.textByName("headers"),
            section.textIf("body").orElse(""));
    section.done();
    return route;
  }

  private static int status(YamlSection section) {
    String text = section.text("status");
    if (!text.matches("[1-5][0-9][0-9]")) {
      throw section.wrong("status '" + text + "' is no HTTP status");
    }
    return Integer.parseInt(text);
  }
}
