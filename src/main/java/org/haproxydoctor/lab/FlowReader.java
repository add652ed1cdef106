package org.haproxydoctor.lab;

import java.time.Duration;
import java.util.Optional;
import org.haproxydoctor.model.HaproxyDuration;

/// Reads who keeps coming from a scenario.
final class FlowReader {
  /// Nobody may come more often.
  private static final Duration SHORTEST = Duration.ofMillis(5);

  private static final int USUAL_FIRST = 1;
  private static final int MOST = 20_000;

  private FlowReader() {}

  static Flow read(YamlSection section) {
    Duration every = duration(section, section.text("every"));
    if (every.compareTo(SHORTEST) < 0) {
      throw section.wrong("every '" + section.text("every") + "' is less than 5ms");
    }
    Flow flow =
        new Flow(
            every,
            section.textIf("path").orElse("/"),
            section.textIf("leave").map(text -> duration(section, text)),
            number(section, "first", USUAL_FIRST),
            number(section, "most", MOST));
    section.done();
    return flow;
  }

  private static Duration duration(YamlSection section, String text) {
    Optional<Duration> duration = HaproxyDuration.parse(text, HaproxyDuration.Unit.MILLISECONDS);
    return duration.orElseThrow(() -> section.wrong("'" + text + "' is no duration such as 300ms"));
  }

  private static int number(YamlSection section, String key, int otherwise) {
    String text = section.textIf(key).orElse("" + otherwise);
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MOST) {
      throw section.wrong(key + " must be a number from 0 to " + MOST);
    }
    return Integer.parseInt(text);
  }
}
