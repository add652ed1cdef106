package org.haproxydoctor.report;

import org.haproxydoctor.mitigate.Entry;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.mitigate.Recorded;

/// How a change ended, in one word.
final class HistoryWords {
  private HistoryWords() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case VERIFIED -> "done";
      case REFUSED -> "refused";
      case UNVERIFIED -> "unverified";
      case OVERTAKEN -> "overtaken";
    };
  }

  /// @return `unknown` where the program ended before it knew
  static String of(Recorded change) {
    if (change.undoneBy().isPresent()) {
      return "undone";
    }
    return change.ended().map(Entry.Ended::outcome).map(HistoryWords::of).orElse("unknown");
  }
}
