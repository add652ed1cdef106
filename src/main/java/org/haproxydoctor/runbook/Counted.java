package org.haproxydoctor.runbook;

import java.util.Map;
import java.util.stream.Collectors;

/// Says how many of what.
final class Counted {
  private Counted() {}

  /// @return `2 refused, 1 timeout, 3 not examined`
  static String say(Map<String, Integer> words, int unheard) {
    String counted =
        words.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    if (unheard == 0) {
      return counted;
    }
    return (counted.isEmpty() ? "" : counted + ", ") + unheard + " not examined";
  }

  static String lines(int number) {
    return number == 1 ? "1 line" : number + " lines";
  }
}
