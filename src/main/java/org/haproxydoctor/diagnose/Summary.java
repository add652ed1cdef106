package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.haproxydoctor.model.ShortList;

/// Puts the clues of one cause into one sentence.
final class Summary {
  /// More subjects than this are counted, not named.
  private static final int NAMED = 3;

  private Summary() {}

  /// @return `app/w1, app/w2: the health check …`, without final stop; subjects with different
  ///   clauses, or of another certainty than the finding, are separated by semicolons
  static String of(List<Clue> clues, Certainty certainty) {
    Map<String, List<String>> subjectsBySaying = new LinkedHashMap<>();
    for (Clue clue : clues) {
      subjectsBySaying
          .computeIfAbsent(clue.says() + unlike(clue, certainty), _ -> new ArrayList<>())
          .add(clue.subject());
    }
    List<String> parts = new ArrayList<>();
    subjectsBySaying.forEach((says, subjects) -> parts.add(part(subjects, says)));
    if (parts.size() <= NAMED) {
      return String.join("; ", parts);
    }
    return String.join("; ", parts.subList(0, NAMED - 1)) + "; and others likewise";
  }

  private static String unlike(Clue clue, Certainty certainty) {
    Certainty own = Certainty.of(clue);
    if (own == certainty) {
      return "";
    }
    String word = own.name().toLowerCase(Locale.ROOT);
    return own.compareTo(certainty) > 0 ? " (only " + word + ")" : " (" + word + ")";
  }

  private static String part(List<String> subjects, String says) {
    return subjects.equals(List.of(Clue.PROCESS)) ? says : names(subjects) + ": " + says;
  }

  static String names(List<String> subjects) {
    return ShortList.of(subjects, NAMED - 1);
  }
}
