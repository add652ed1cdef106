package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/// What the lines of an overview can be sorted by; each begins with what deserves attention.
public enum SortKey {
  /// HAProxy's own order, servers below their backend.
  CONFIG,
  NAME,
  /// Worst first.
  STATUS,
  /// Most sessions first.
  SESSIONS,
  /// Longest queue first.
  QUEUE,
  /// Heaviest first.
  WEIGHT,
  /// Latest change first.
  SINCE;

  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

  /// @return an order that leaves equals as they were, when used in a stable sort
  Comparator<Listed> order() {
    return switch (this) {
      case CONFIG -> (_, _) -> 0;
      case NAME -> Comparator.comparing(Listed::name);
      case STATUS -> Comparator.comparing(StateWord::of);
      case SESSIONS -> Comparator.comparingLong((Listed l) -> l.sessions().orElse(-1)).reversed();
      case QUEUE -> Comparator.comparingLong((Listed l) -> l.queued().orElse(-1)).reversed();
      case WEIGHT -> Comparator.comparingInt((Listed l) -> l.weight().orElse(-1)).reversed();
      case SINCE -> Comparator.comparing((Listed l) -> l.sinceChange().orElse(NEVER));
    };
  }

  /// @return as written on the command line
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
