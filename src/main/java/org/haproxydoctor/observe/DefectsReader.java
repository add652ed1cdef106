package org.haproxydoctor.observe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.model.Releases;
import org.haproxydoctor.observe.Defect.Kind;
import org.haproxydoctor.observe.Defect.Sign;

/// Reads the list of published faults: blocks of `key: value` lines, a blank line between them, `#`
/// before a comment.
final class DefectsReader {
  private static final String LIST = "defects.txt";

  private DefectsReader() {}

  /// @return the list that came with this program
  static List<Defect> read() {
    try (InputStream in = DefectsReader.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException(LIST + " is missing");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalArgumentException naming the block and what is wrong with it
  static List<Defect> read(String text) {
    List<Defect> defects = new ArrayList<>();
    for (String block : text.split("\n\\s*\n")) {
      List<String> lines =
          block.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        defects.add(defect(lines));
      }
    }
    return defects;
  }

  private static Defect defect(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Sign> signs = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(":\\s*", 2);
      if (parts.length < 2) {
        throw wrong(lines, "'" + line + "' is not key: value");
      }
      if (parts[0].equals("sign")) {
        signs.add(sign(lines, parts[1]));
      } else {
        values.put(parts[0], parts[1]);
      }
    }
    if (signs.isEmpty()) {
      throw wrong(lines, "a fault without signs would be found everywhere");
    }
    Defect defect =
        new Defect(
            taken(lines, values, "defect"),
            Releases.parse(taken(lines, values, "releases")),
            signs,
            taken(lines, values, "says"),
            taken(lines, values, "reference"));
    if (!values.isEmpty()) {
      throw wrong(lines, "unknown " + values.keySet());
    }
    return defect;
  }

  private static Sign sign(List<String> lines, String text) {
    String[] words = text.split(" ", 2);
    Kind kind =
        Stream.of(Kind.values())
            .filter(k -> k.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(words[0]))
            .findFirst()
            .orElseThrow(() -> wrong(lines, "unknown sign '" + words[0] + "'"));
    return new Sign(kind, words.length < 2 ? "" : words[1].strip());
  }

  private static String taken(List<String> lines, Map<String, String> values, String key) {
    return Optional.ofNullable(values.remove(key))
        .orElseThrow(() -> wrong(lines, "'" + key + "' is missing"));
  }

  private static IllegalArgumentException wrong(List<String> lines, String what) {
    return new IllegalArgumentException(LIST + ", " + lines.getFirst() + ": " + what);
  }
}
