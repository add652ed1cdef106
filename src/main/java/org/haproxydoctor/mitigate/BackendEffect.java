package org.haproxydoctor.mitigate;

import java.util.List;
import org.haproxydoctor.model.ServerRef;

/// What a plan makes of one backend.
///
/// @param before who can take traffic now
/// @param after who could afterwards; a server that comes back counts as one whose check passes
/// @param sessions current ones on the servers that the plan takes out
/// @param leaving servers that can take traffic now and could not afterwards, those that only
///   follow a changed one included
public record BackendEffect(
    String backend, Usable before, Usable after, long sessions, List<ServerRef> leaving) {
  public BackendEffect {
    leaving = List.copyOf(leaving);
  }

  /// Servers that can take traffic.
  ///
  /// @param weight of the active ones together, or of the backup servers where no active one is
  ///   left
  public record Usable(int active, int backup, int weight) {
    int all() {
      return active + backup;
    }
  }

  /// @return whether nobody is left who was there before
  public boolean isOutage() {
    return before.all() > 0 && after.all() == 0;
  }

  /// @return whether only backup servers are left
  public boolean fallsBack() {
    return before.active() > 0 && after.active() == 0 && after.backup() > 0;
  }
}
