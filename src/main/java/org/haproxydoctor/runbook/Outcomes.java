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
  /// A comparison with a number that was not measured is false. `none` also needs every subject:
  /// one that could not be looked at may be the one.
  ///
  /// @return empty when none applies, which means unknown, never OK
  static Optional<Outcome> decide(List<Outcome> outcomes, Sight sight) {
    return outcomes.stream().filter(o -> holds(o.when(), sight)).findFirst();
  }

  private static boolean holds(Condition condition, Sight sight) {
    return switch (condition) {
      case Condition.Words words -> holds(words, sight);
      case Condition.Comparison c -> {
        Double number = sight.numbers().get(c.name());
        yield number != null && c.operator().holds(number, c.value());
      }
    };
  }

  private static boolean holds(Condition.Words words, Sight sight) {
    int total = 0;
    int matching = 0;
    for (Map.Entry<String, Integer> e : sight.words().entrySet()) {
      total += e.getValue();
      matching += matches(words.word(), e.getKey()) ? e.getValue() : 0;
    }
    // A pattern of a log step that was counted and never found.
    boolean lookedFor = sight.words().containsKey(words.word());
    return switch (words.quantifier()) {
      case ALL -> total > 0 && matching == total;
      case ANY -> matching > 0;
      case NONE -> sight.isComplete() && (total > 0 || lookedFor) && matching == 0;
    };
  }

  /// @param wanted a word, or a status class such as `5xx`
  static boolean matches(String wanted, String word) {
    return wanted.equals(word)
        || (wanted.endsWith("xx")
            && word.length() == 3
            && wanted.length() == 3
            && wanted.charAt(0) == word.charAt(0));
  }
}
