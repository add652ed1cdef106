package org.haproxydoctor.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The environment variables as HAProxy sees them while it reads its configuration: its own, as
/// changed by `setenv` and its kin (configuration manual, section 3.1), and the pseudo-variables
/// that begin with a dot (section 2.3).
final class Environment {
  private final Map<String, String> variables;
  private String file = "";
  private int line;
  private String section = "";

  Environment(Map<String, String> variables) {
    this.variables = new HashMap<>(variables);
  }

  void at(String newFile, int newLine) {
    file = newFile;
    line = newLine;
  }

  void in(String newSection) {
    section = newSection;
  }

  Optional<String> get(String name) {
    return switch (name) {
      case ".FILE" -> Optional.of(file);
      case ".LINE" -> Optional.of(Integer.toString(line));
      case ".SECTION" -> Optional.of(section);
      default -> Optional.ofNullable(variables.get(name));
    };
  }

  void set(String name, String value) {
    variables.put(name, value);
  }

  void preset(String name, String value) {
    variables.putIfAbsent(name, value);
  }

  void unset(List<String> names) {
    names.forEach(variables::remove);
  }

  void keepOnly(List<String> names) {
    variables.keySet().retainAll(names);
  }
}
