package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts values in the place of `${name}`.
///
/// Names are lower case, so that `${HOME}` in a shown script stays what it is. A value that its
/// variable's type refuses counts as unknown. Values come from outside: in prose they stay data
/// (renderers escape them), in shown commands they are quoted or make the command disappear.
final class Filling {
  static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z][a-z0-9.-]*)\\}");

  private static final Pattern LISTS = Pattern.compile("-[a-z]");

  private final Map<String, String> values;

  /// @param values by variable name
  /// @param declared the runbook's own variables, for their types and defaults
  Filling(Map<String, String> values, List<Variable> declared) {
    Map<String, String> good = new HashMap<>();
    for (Variable variable : declared) {
      variable.standard().ifPresent(s -> good.put(variable.name(), s));
    }
    values.forEach((name, value) -> {
      boolean fits =
          declared.stream()
              .filter(v -> v.name().equals(name))
              .allMatch(v -> v.type().accepts(value));
      if (fits && BuiltInVariables.accepts(name, value)) {
        good.put(name, value);
      }
    });
    this.values = Map.copyOf(good);
  }

  /// @return the text with every variable replaced, empty when one is unknown
  Optional<String> complete(String text) {
    return complete(text, Quoting.NONE);
  }

  /// @return the text with every known variable replaced; an unknown one reads `<name>`
  String readable(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            m -> Matcher.quoteReplacement(values.getOrDefault(m.group(1), "<" + m.group(1) + ">")));
  }

  /// @return the parts with every variable replaced; a sentence, list item, command or whole
  ///   configuration excerpt that needs an unknown one is left out, and so is the sentence that led
  ///   to it with a colon
  List<Part> omitting(List<Part> parts) {
    List<Optional<Part>> filled = parts.stream().map(this::fill).toList();
    List<Part> kept = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Optional<Part> part = filled.get(i);
      if (part.isPresent() && leadsToNothing(part.get(), i, filled, parts)) {
        part = withoutLastSentence(part.get());
      }
      part.ifPresent(kept::add);
    }
    return kept;
  }

  private Optional<Part> fill(Part part) {
    return switch (part) {
      case Part.Code code when code.isShell() ->
          ShellLines.fill(code.text(), this).map(code::withText);
      case Part.Code code -> {
        Quoting quoting = isConfiguration(code) ? Quoting.WORDS : Quoting.NO_CONTROLS;
        yield complete(code.text(), quoting).map(code::withText);
      }
      case Part.Paragraph _, Part.Bullet _ -> {
        List<String> sentences = new ArrayList<>();
        Sentences.of(part.text()).forEach(s -> complete(s).ifPresent(sentences::add));
        yield sentences.isEmpty()
            ? Optional.empty()
            : Optional.of(part.withText(String.join(" ", sentences)));
      }
    };
  }

  private static boolean isConfiguration(Part.Code code) {
    return code.language().equals("haproxy")
        || code.language().equals("cfg")
        || code.language().equals("diff");
  }

  /// A part that ends with a colon announces the code, or the list items, right after it.
  private static boolean leadsToNothing(
      Part part, int index, List<Optional<Part>> filled, List<Part> parts) {
    int next = index + 1;
    if (!part.text().endsWith(":") || next >= parts.size()) {
      return false;
    }
    if (parts.get(next) instanceof Part.Code) {
      return filled.get(next).isEmpty();
    }
    int from = next;
    while (next < parts.size() && parts.get(next) instanceof Part.Bullet) {
      next++;
    }
    return next > from && filled.subList(from, next).stream().allMatch(Optional::isEmpty);
  }

  private static Optional<Part> withoutLastSentence(Part part) {
    List<String> sentences = Sentences.of(part.text());
    return sentences.size() < 2
        ? Optional.empty()
        : Optional.of(part.withText(String.join(" ", sentences.subList(0, sentences.size() - 1))));
  }

  /// @return the text with each value written as the place needs it; empty when a value is unknown
  ///   or cannot be written there
  Optional<String> complete(String text, Quoting quoting) {
    Matcher m = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    QuoteState state = new QuoteState();
    int from = 0;
    while (m.find()) {
      String before = text.substring(from, m.start());
      state.read(before);
      result.append(before);
      String value = values.get(m.group(1));
      Quoting own =
          quoting == Quoting.WORDS && BuiltInVariables.isConfigurationLine(m.group(1))
              ? Quoting.NO_CONTROLS
              : quoting;
      Optional<String> written =
          value == null ? Optional.empty() : write(value, own, state, lastWord(before));
      if (written.isEmpty()) {
        return Optional.empty();
      }
      result.append(written.get());
      from = m.end();
    }
    return Optional.of(result.append(text.substring(from)).toString());
  }

  /// @param value several are on lines of their own: an option before the variable is repeated
  private static Optional<String> write(
      String value, Quoting quoting, QuoteState state, String option) {
    if (!LISTS.matcher(option).matches()) {
      return quoting.write(value, state);
    }
    List<String> written = new ArrayList<>();
    for (String one : value.split("\n", -1)) {
      Optional<String> word = quoting.write(one, state);
      if (word.isEmpty()) {
        return Optional.empty();
      }
      written.add(word.get());
    }
    return Optional.of(String.join(" " + option + " ", written));
  }

  private static String lastWord(String text) {
    return text.substring(text.stripTrailing().lastIndexOf(' ') + 1).strip();
  }
}
