package org.haproxydoctor.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the names somebody may have meant.
public final class NearNames {
  private static final int MOST = 5;

  private NearNames() {}

  /// @return at most five names that contain the wrong one, or differ from it in few letters,
  ///   nearest first
  public static List<String> of(String wrong, Collection<String> names) {
    String low = wrong.toLowerCase(Locale.ROOT);
    int tolerance = Math.max(2, wrong.length() / 3);
    record Near(String name, int distance) {}
    return names.stream()
        .distinct()
        .map(n -> new Near(n, distance(low, n.toLowerCase(Locale.ROOT))))
        .filter(n -> n.distance <= tolerance)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  /// @return `did you mean app or api?`, empty when no name is near
  public static Optional<String> question(String wrong, Collection<String> names) {
    List<String> near = of(wrong, names);
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean " + String.join(" or ", near) + "?");
  }

  private static int distance(String a, String b) {
    if (!a.isEmpty() && (b.contains(a) || (!b.isEmpty() && a.contains(b)))) {
      return 1;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(swap, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
