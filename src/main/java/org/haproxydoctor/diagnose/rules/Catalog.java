package org.haproxydoctor.diagnose.rules;

import java.util.List;
import org.haproxydoctor.diagnose.Rule;

/// Every root cause that is known, in alphabetical order.
public final class Catalog {
  private static final List<Rule> RULES = List.of(new ConnectionRefused());

  private Catalog() {}

  /// @return one rule for each cause, sorted by id
  public static List<Rule> rules() {
    return RULES;
  }
}
