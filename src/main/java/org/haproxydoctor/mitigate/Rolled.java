package org.haproxydoctor.mitigate;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.ServerRef;

/// A rolling maintenance as the journal tells it.
///
/// @param passed the servers that are through
public record Rolled(Entry.RollingBegun begun, List<ServerRef> passed) {
  public Rolled {
    passed = List.copyOf(passed);
  }

  Rolled with(ServerRef server) {
    List<ServerRef> more = new ArrayList<>(passed);
    more.add(server);
    return new Rolled(begun, more);
  }

  /// @return the servers that are still to be gone through; the first may be out
  public List<ServerRef> remaining() {
    return begun.servers().stream().filter(s -> !passed.contains(s)).toList();
  }
}
