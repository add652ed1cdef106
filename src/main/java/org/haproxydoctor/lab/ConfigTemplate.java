package org.haproxydoctor.lab;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.CannotLookException;

/// A drill's `haproxy.cfg` with places for what is only known once everything else has started.
final class ConfigTemplate {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9._-]+)}");

  private ConfigTemplate() {}

  /// Replaces every `${name}`.
  ///
  /// @param file for messages
  /// @throws CannotLookException for a name that stands for nothing
  static String fill(Object file, String template, Map<String, String> values) {
    Matcher places = PLACE.matcher(template);
    return places.replaceAll(place -> {
      String value = values.get(place.group(1));
      if (value == null) {
        throw new CannotLookException(
            file + ": ${" + place.group(1) + "} stands for nothing",
            "known are " + String.join(", ", new TreeSet<>(values.keySet())));
      }
      return Matcher.quoteReplacement(value);
    });
  }
}
