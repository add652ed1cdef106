package org.haproxydoctor.mitigate;

import java.util.Optional;
import org.haproxydoctor.mitigate.Entry.Outcome;

/// A change as the journal tells it.
///
/// @param ended empty when the program ended before: whether it was sent is not known
/// @param undoneBy the change that took it back
public record Recorded(Entry.Begun begun, Optional<Entry.Ended> ended, Optional<String> undoneBy) {
  /// @return whether there may be something to take back
  public boolean isOpen() {
    boolean nothingDone =
        ended
            .map(Entry.Ended::outcome)
            .filter(o -> o == Outcome.REFUSED || o == Outcome.OVERTAKEN)
            .isPresent();
    return undoneBy.isEmpty() && begun.undoes().isEmpty() && !nothingDone;
  }
}
