package org.haproxydoctor.observe;

import java.util.List;
import org.haproxydoctor.model.ServerRef;

/// What a command is about: backends and single servers by name; nothing named means everything.
///
/// @param names `backend` or `backend/server`, as the user wrote them
public record Target(List<String> names) {
  public Target {
    names = List.copyOf(names);
  }

  public static Target everything() {
    return new Target(List.of());
  }

  public boolean isEverything() {
    return names.isEmpty();
  }

  /// @return whether the backend, or one of its servers, was asked about
  public boolean includes(String backend) {
    return isEverything()
        || names.stream().anyMatch(n -> n.equals(backend) || n.startsWith(backend + "/"));
  }

  public boolean includes(ServerRef server) {
    return isEverything() || names.contains(server.backend()) || names.contains(server.toString());
  }
}
