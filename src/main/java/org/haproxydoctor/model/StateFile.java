package org.haproxydoctor.model;

import java.time.Duration;
import java.util.Map;

/// A server-state file: what HAProxy takes its servers' states from when it starts (configuration
/// manual, `server-state-file`).
///
/// @param age how long before it was read it had last been written
/// @param servers as it has them; their numbers of seconds count back from when it was written
public record StateFile(String path, Duration age, Map<ServerRef, ServerState> servers) {
  public StateFile {
    servers = Map.copyOf(servers);
  }
}
