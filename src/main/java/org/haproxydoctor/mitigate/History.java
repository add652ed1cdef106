package org.haproxydoctor.mitigate;

import java.util.List;
import java.util.Optional;

/// What the journal holds.
///
/// @param changes oldest first
/// @param unreadable lines that are no entries, such as the half of one that a crash left
public record History(List<Recorded> changes, int unreadable) {
  public History {
    changes = List.copyOf(changes);
  }

  /// @return the changes of the latest command that may still be taken back, latest first; none
  ///   when there is nothing to take back
  public List<Recorded> last() {
    Optional<String> run =
        changes.reversed().stream().filter(Recorded::isOpen).map(c -> c.begun().run()).findFirst();
    return changes.reversed().stream()
        .filter(Recorded::isOpen)
        .filter(c -> run.filter(c.begun().run()::equals).isPresent())
        .toList();
  }

  /// @param id of a change, of a command, or the beginning of either
  /// @return the changes meant that may still be taken back, latest first
  public List<Recorded> named(String id) {
    return changes.reversed().stream()
        .filter(Recorded::isOpen)
        .filter(c -> c.begun().id().startsWith(id) || c.begun().run().startsWith(id))
        .toList();
  }
}
