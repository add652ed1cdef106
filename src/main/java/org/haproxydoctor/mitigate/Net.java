package org.haproxydoctor.mitigate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.ServerRef;

/// What one command did to one server, its changes taken together.
///
/// @param from the state before the first of them
/// @param left the states in which it may have left the server: several where nobody knows whether
///   the last was sent
/// @param ids the changes, latest first
/// @param latest the last of them
public record Net(
    ServerRef server, AdminState from, Set<AdminState> left, List<String> ids, Entry.Begun latest) {
  public Net {
    left = Set.copyOf(left);
    ids = List.copyOf(ids);
  }

  /// @param changes of one command to one server, latest first; at least one
  static Net of(List<Recorded> changes) {
    Set<AdminState> left = EnumSet.noneOf(AdminState.class);
    for (Recorded change : changes) {
      left.add(change.begun().to());
      if (change.ended().map(Entry.Ended::outcome).filter(Outcome.VERIFIED::equals).isPresent()) {
        break;
      }
      left.add(change.begun().from());
    }
    Entry.Begun latest = changes.getFirst().begun();
    List<String> ids = new ArrayList<>();
    changes.forEach(c -> ids.add(c.begun().id()));
    return new Net(latest.server(), changes.getLast().begun().from(), left, ids, latest);
  }

  /// @return whether the server is where it was, as after a maintenance that is over
  boolean isNothing() {
    return left.equals(Set.of(from));
  }
}
