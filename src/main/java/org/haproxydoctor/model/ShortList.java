package org.haproxydoctor.model;

import java.util.List;

/// Names in a sentence: all of a few, of many the first ones and how many more there are.
public final class ShortList {
  private ShortList() {}

  /// @param shown how many are named when there are many; one more is named rather than counted
  /// @return `a`, `a, b, c`, or `a, b and 38 more`
  public static String of(List<String> names, int shown) {
    if (names.size() <= shown + 1) {
      return String.join(", ", names);
    }
    String first = String.join(", ", names.subList(0, shown));
    return first + " and " + (names.size() - shown) + " more";
  }
}
