package org.haproxydoctor.mitigate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.haproxydoctor.model.ServerRef;

/// What the journal holds.
///
/// @param changes oldest first
/// @param rollings oldest first
/// @param unreadable lines that are no entries, such as the half of one that a crash left
public record History(List<Recorded> changes, List<Rolled> rollings, int unreadable) {
  public History {
    changes = List.copyOf(changes);
    rollings = List.copyOf(rollings);
  }

  /// @return what the latest command did that may still be taken back, the server it changed last
  ///   first; nothing when there is nothing to take back
  public List<Net> last() {
    Set<String> runs = new LinkedHashSet<>();
    changes.reversed().forEach(c -> runs.add(c.begun().run()));
    return runs.stream()
        .map(run -> nets(c -> c.begun().run().equals(run)))
        .filter(nets -> !nets.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /// @param id of a change, of a command, or the beginning of either
  /// @return what is meant and may still be taken back, the server that was changed last first
  public List<Net> named(String id) {
    return nets(c -> c.begun().id().startsWith(id) || c.begun().run().startsWith(id));
  }

  /// @return what may still be taken back, the server that was changed last first
  public List<Net> open() {
    return nets(_ -> true);
  }

  private List<Net> nets(Predicate<Recorded> meant) {
    Map<ServerRef, List<Recorded>> byServer = new LinkedHashMap<>();
    changes.reversed().stream()
        .filter(Recorded::isOpen)
        .filter(meant)
        .forEach(c -> byServer.computeIfAbsent(c.begun().server(), _ -> new ArrayList<>()).add(c));
    return byServer.values().stream().map(Net::of).filter(n -> !n.isNothing()).toList();
  }
}
