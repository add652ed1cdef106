package org.haproxydoctor.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A `backend`, or the server side of a `listen` section, from `show stat`.
///
/// @param status `UP` or `DOWN`, suffixes of newer versions stripped; an empty backend says `UP`
/// @param activeUsable usable active servers, `act`
/// @param backupUsable usable backup servers, `bck`
/// @param mode `http`, `tcp` … or empty
/// @param hasFrontend a FRONTEND row of the same name exists: a `listen` section
/// @param servers in the order of the configuration
public record Backend(
    String name,
    String status,
    int activeUsable,
    int backupUsable,
    String mode,
    boolean hasFrontend,
    Optional<Duration> sinceChange,
    OptionalLong sessions,
    OptionalLong queued,
    List<Server> servers) {

  public Backend {
    servers = List.copyOf(servers);
  }

  /// @return whether at least one server takes new traffic
  public boolean serves() {
    return activeUsable + backupUsable > 0;
  }

  public Backend withServers(List<Server> others) {
    return new Backend(
        name,
        status,
        activeUsable,
        backupUsable,
        mode,
        hasFrontend,
        sinceChange,
        sessions,
        queued,
        others);
  }

  public boolean isEmpty() {
    return servers.isEmpty();
  }
}
