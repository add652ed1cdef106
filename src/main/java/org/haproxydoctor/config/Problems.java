package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.Problem;

/// What was not understood so far; the number kept is bounded.
final class Problems {
  private static final int LIMIT = 500;

  private final List<Problem> seen = new ArrayList<>();
  private int dropped;

  void add(ConfigLine line, String what) {
    Problem problem = new Problem(line, what);
    if (seen.size() >= LIMIT) {
      dropped++;
    } else if (!seen.contains(problem)) {
      seen.add(problem);
    }
  }

  /// Adds a problem of a whole file.
  void add(String file, String what) {
    add(new ConfigLine(file, 0, ""), what);
  }

  List<Problem> list() {
    List<Problem> all = new ArrayList<>(seen);
    if (dropped > 0) {
      ConfigLine last = seen.getLast().line();
      all.add(new Problem(last, dropped + " more problems after this one"));
    }
    return all;
  }
}
