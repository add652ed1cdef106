package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.runbook.Condition.Operator;
import org.haproxydoctor.runbook.Condition.Quantifier;

/// Reads `any refused` and `usable < 2` in the words and numbers of one step.
final class ConditionReader {
  private static final Pattern WORDS = Pattern.compile("(all|any|none)\\s+(\\S+)");
  private static final Pattern COMPARISON =
      Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)\\s*(<=|>=|==|!=|=|<|>)\\s*(\\S+)");
  private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

  private final String kind;
  private final List<String> words;
  private final List<String> numbers;
  private final boolean statuses;
  private final Problems problems;

  /// @param kind the step's, for messages
  /// @param own result words that only this step has: patterns of a log step, answers of an ask
  ///   step
  ConditionReader(TaskKind kind, List<String> own, Problems problems) {
    this.kind = kind.word();
    this.words = Stream.concat(kind.words().stream(), own.stream()).toList();
    this.numbers =
        kind == TaskKind.LOG
            ? Stream.concat(kind.numbers().stream(), own.stream()).toList()
            : kind.numbers();
    this.statuses = kind == TaskKind.HTTP;
    this.problems = problems;
  }

  Optional<Condition> read(YamlMap.Scalar scalar) {
    String text = scalar.text().strip();
    Matcher w = WORDS.matcher(text);
    if (w.matches()) {
      Quantifier quantifier = Quantifier.valueOf(w.group(1).toUpperCase(Locale.ROOT));
      boolean known =
          known(
              "RB012",
              "result word",
              w.group(2),
              words,
              scalar,
              statuses ? STATUS.asMatchPredicate() : s -> false);
      return known ? Optional.of(new Condition.Words(quantifier, w.group(2))) : Optional.empty();
    }
    return comparison(scalar).map(c -> c);
  }

  /// Reads a comparison; a number may have a unit of time.
  Optional<Condition.Comparison> comparison(YamlMap.Scalar scalar) {
    Matcher c = COMPARISON.matcher(scalar.text().strip());
    if (!c.matches()) {
      problems.error(
          "RB013",
          scalar.place(),
          "'" + scalar.text() + "' is no condition; write 'all|any|none WORD' or 'NUMBER < 2'");
      return Optional.empty();
    }
    String name = c.group(1);
    if (!known("RB014", "number", name, numbers, scalar, s -> false)) {
      return Optional.empty();
    }
    Optional<Double> value = number(name, c.group(3));
    if (value.isEmpty()) {
      problems.error("RB013", scalar.place(), "'" + c.group(3) + "' is no number");
    }
    return value.map(v -> new Condition.Comparison(name, operator(c.group(2)), v));
  }

  private boolean known(
      String code,
      String what,
      String name,
      List<String> all,
      YamlMap.Scalar scalar,
      Predicate<String> also) {
    boolean known = all.contains(name) || also.test(name);
    if (!known) {
      List<String> candidates = new ArrayList<>(all);
      problems.error(
          code,
          scalar.place(),
          "unknown "
              + what
              + " '"
              + name
              + "' for "
              + kind
              + Problems.didYouMean(name, candidates));
    }
    return known;
  }

  private static Operator operator(String sign) {
    return sign.equals("=")
        ? Operator.EQUAL
        : Stream.of(Operator.values()).filter(o -> o.sign().equals(sign)).findFirst().orElseThrow();
  }

  private static Optional<Double> number(String name, String text) {
    try {
      double value =
          Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      Optional<Duration> duration = HaproxyDuration.parse(text, HaproxyDuration.Unit.SECONDS);
      return switch (name) {
        case "time" -> duration.map(d -> (double) d.toMillis());
        case "first", "last" -> duration.map(d -> (double) d.toSeconds());
        case "days-left" -> duration.map(d -> (double) d.toDays());
        default -> Optional.empty();
      };
    }
  }
}
