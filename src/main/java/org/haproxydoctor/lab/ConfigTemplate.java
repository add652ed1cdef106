package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;

/// A drill's `haproxy.cfg` with places for what is only known once everything else has started.
final class ConfigTemplate {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9._-]+)}");

  private ConfigTemplate() {}

  /// Writes every file of a drill but its scenario into the folder HAProxy starts with.
  static void fillAll(Path drill, Path folder, Map<String, String> values) throws IOException {
    try (Stream<Path> files = Files.list(drill)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.endsWith("scenario.yaml")) {
          Files.writeString(
              folder.resolve(String.valueOf(file.getFileName())),
              fill(file, Files.readString(file), values));
        }
      }
    }
  }

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
