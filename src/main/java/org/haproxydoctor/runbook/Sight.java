package org.haproxydoctor.runbook;

import java.util.Map;

/// What a step saw, before anybody judged it: the raw material of outcomes.
///
/// @param words result words with the number of subjects each applies to
/// @param numbers measured values by name
/// @param says one line for the operator
/// @param fallback the result when the author of the runbook gave no outcome
record Sight(
    Map<String, Integer> words,
    Map<String, Double> numbers,
    String says,
    StepResult.Word fallback) {
  /// The word of a subject of which nothing was learnt; no outcome can name it.
  static final String NOT_EXAMINED = "not-examined";

  Sight {
    words = Map.copyOf(words);
    numbers = Map.copyOf(numbers);
  }

  /// @return whether everything was seen that the step is about
  boolean isComplete() {
    return fallback != StepResult.Word.UNKNOWN && !words.containsKey(NOT_EXAMINED);
  }

  static Sight of(StepResult.Word word, String says) {
    return new Sight(Map.of(), Map.of(), says, word);
  }
}
