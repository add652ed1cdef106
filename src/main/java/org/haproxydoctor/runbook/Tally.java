package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Counts servers by what became of each.
final class Tally {
  private final Set<String> fine;
  private final Map<String, Integer> words = new TreeMap<>();
  private final Map<String, Integer> shown = new TreeMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private int unheard;
  private boolean wrong;

  /// @param fine the words that are no problem; `2xx` stands for its whole class
  Tally(String... fine) {
    this.fine = Set.of(fine);
  }

  /// One server more.
  ///
  /// @param word of the runbook format
  /// @param plain the same for the reader, maybe more exact
  void add(String word, String plain) {
    words.merge(word, 1, Integer::sum);
    shown.merge(plain, 1, Integer::sum);
    wrong |= fine.stream().noneMatch(f -> Outcomes.matches(f, word));
  }

  /// One server more, of which nothing was learnt.
  void missing() {
    unheard++;
  }

  void took(Duration time) {
    numbers.merge("time", time.toNanos() / 1e6, Math::max);
  }

  void daysLeft(long days) {
    numbers.merge("days-left", (double) days, Math::min);
  }

  boolean isEmpty() {
    return words.isEmpty() && unheard == 0;
  }

  /// A word that is not fine makes it a problem; otherwise nobody may be missing for it to be fine.
  Sight sight() {
    StepResult.Word verdict =
        wrong
            ? StepResult.Word.PROBLEM
            : words.isEmpty() || unheard > 0 ? StepResult.Word.UNKNOWN : StepResult.Word.OK;
    String says = Counted.say(shown, unheard);
    if (unheard > 0) {
      words.put(Sight.NOT_EXAMINED, unheard);
    }
    return new Sight(words, numbers, says, verdict);
  }
}
