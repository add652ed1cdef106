package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.haproxydoctor.model.NearNames;

/// What has been found wrong so far, while a runbook is read.
final class Problems {
  // A generated or hostile file must not fill the memory with complaints.
  private static final int MOST = 1000;

  private final List<Problem> found = new ArrayList<>();

  /// A place in the file.
  ///
  /// @param line from 1
  /// @param column from 1
  record Place(int line, int column) {
    static Place line(int line) {
      return new Place(line, 1);
    }
  }

  void error(String code, Place place, String message) {
    add(code, Problem.Grade.ERROR, place, message);
  }

  void warning(String code, Place place, String message) {
    add(code, Problem.Grade.WARNING, place, message);
  }

  private void add(String code, Problem.Grade grade, Place place, String message) {
    if (found.size() < MOST) {
      found.add(new Problem(code, grade, place.line(), place.column(), message));
    }
  }

  /// @return each problem once, in the order of the text
  List<Problem> sorted() {
    return found.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt(Problem::line)
                .thenComparingInt(Problem::column)
                .thenComparing(Problem::code))
        .toList();
  }

  /// @return `; did you mean 'refused'?`, or nothing when no known name is near
  static String didYouMean(String wrong, Collection<String> known) {
    return NearNames.of(wrong, known).stream()
        .min(Comparator.comparingInt(n -> Math.abs(n.length() - wrong.length())))
        .map(n -> "; did you mean '" + n + "'?")
        .orElse("");
  }
}
