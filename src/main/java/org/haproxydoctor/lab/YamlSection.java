package org.haproxydoctor.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.haproxydoctor.model.CannotLookException;

/// A mapping of a scenario, read strictly: a key that nobody asked for is an error.
final class YamlSection {
  private final String place;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  /// @param place file and path of keys, for messages
  YamlSection(String place, Object value) {
    this.place = place;
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(place, "must be a mapping of keys to values");
    }
    map.forEach((key, each) -> values.put(String.valueOf(key), each));
  }

  static CannotLookException wrong(String place, String what) {
    return new CannotLookException(place + ": " + what, "correct the scenario");
  }

  CannotLookException wrong(String what) {
    return wrong(place, what);
  }

  String place() {
    return place;
  }

  Set<String> keys() {
    return values.keySet();
  }

  boolean has(String key) {
    asked.add(key);
    return values.get(key) != null;
  }

  Object value(String key) {
    asked.add(key);
    Object value = values.get(key);
    if (value == null) {
      throw wrong("'" + key + "' is missing");
    }
    return value;
  }

  String text(String key) {
    return scalar(key, value(key));
  }

  /// @return a text just as it is written, one character for each byte: `"\xff"` is one
  String bytes(String key) {
    if (value(key) instanceof String text && text.chars().allMatch(c -> c <= 0xFF)) {
      return text;
    }
    throw wrong(place + ": " + key, "must be a text in quotes, in which \"\\xff\" is one byte");
  }

  Optional<String> textIf(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /// @return the text as it is, blanks and line ends around it included
  Optional<String> rawTextIf(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    return value(key) instanceof String text ? Optional.of(text) : Optional.of(text(key));
  }

  boolean flag(String key) {
    if (!has(key)) {
      return false;
    }
    if (value(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(place + ": " + key, "must be true or false");
  }

  /// @return a list as it is, a single value as a list of one, an absent key as an empty list
  List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(value(key) instanceof List<?> list)) {
      return List.of(text(key));
    }
    return list.stream().map(each -> scalar(key, each)).toList();
  }

  List<YamlSection> sections(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(value(key) instanceof List<?> list)) {
      throw wrong(place + ": " + key, "must be a list");
    }
    List<YamlSection> sections = new ArrayList<>();
    for (Object each : list) {
      sections.add(new YamlSection(place + ": " + key + " " + (sections.size() + 1), each));
    }
    return sections;
  }

  /// @return a mapping; an absent key as an empty one
  YamlSection section(String key) {
    return new YamlSection(place + ": " + key, has(key) ? value(key) : Map.of());
  }

  Map<String, String> textByName(String key) {
    YamlSection section = section(key);
    Map<String, String> texts = new LinkedHashMap<>();
    section.keys().forEach(name -> texts.put(name, section.text(name)));
    return texts;
  }

  /// Ends the reading.
  ///
  /// @throws CannotLookException naming the keys that mean nothing here
  void done() {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw wrong(
          "unknown " + String.join(", ", unknown) + "; known are " + String.join(", ", asked));
    }
  }

  private String scalar(String key, Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString().strip();
    }
    throw wrong(place + ": " + key, "must be a single value");
  }
}
