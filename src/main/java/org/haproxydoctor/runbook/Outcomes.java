package org.haproxydoctor.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides which outcome of a step applies.
final class Outcomes {
  private Outcomes() {}

  /// The first outcome whose condition holds.
  ///
  /// `all` and `none` need at least one subject: nothing seen proves nothing. A status class such
  /// as `5xx` matches each status of that class.
  ///
  /// @param wordCounts result word to the number of subjects that gave it
  /// @param numbers what the step measured, by name; a comparison with an absent number is false
  /// @return empty when none applies, which means unknown, never OK
  static Optional<Outcome> decide(
      List<Outcome> outcomes, Map<String, Integer> wordCounts, Map<String, Double> numbers) {
    return outcomes.stream().filter(o -> holds(o.when(), wordCounts, numbers)).findFirst();
  }

  static boolean holds(
      Condition condition, Map<String, Integer> wordCounts, Map<String, Double> numbers) {
    return switch (condition) {
      case Condition.Words words -> holds(words, wordCounts);
      case Condition.Comparison c -> {
        Double number = numbers.get(c.name());
        yield number != null && c.operator().holds(number, c.value());
      }
    };
  }

  private static boolean holds(Condition.Words words, Map<String, Integer> counts) {
    int total = 0;
    int matching = 0;
    for (Map.Entry<String, Integer> e : counts.entrySet()) {
      total += e.getValue();
      matching += matches(words.word(), e.getKey()) ? e.getValue() : 0;
    }
    return switch (words.quantifier()) {
      case ALL -> total > 0 && matching == total;
      case ANY -> matching > 0;
      case NONE -> total > 0 && matching == 0;
    };
  }

  private static boolean matches(String wanted, String word) {
    return wanted.equals(word)
        || (wanted.endsWith("xx")
            && word.length() == 3
            && wanted.length() == 3
            && wanted.charAt(0) == word.charAt(0));
  }
}
