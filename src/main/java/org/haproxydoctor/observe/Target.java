package org.haproxydoctor.observe;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;

/// What a command is about: backends and single servers by name; nothing named means everything.
///
/// @param names `backend` or `backend/server`, as the user wrote them
/// @param followed servers that nobody named, but that servers of the target follow (`track`)
public record Target(List<String> names, Set<ServerRef> followed) {
  public Target {
    names = List.copyOf(names);
    followed = Set.copyOf(followed);
  }

  public Target(List<String> names) {
    this(names, Set.of());
  }

  Target alsoOf(Set<ServerRef> servers) {
    return new Target(names, servers);
  }

  /// @return the backends concerned; none means all
  Set<String> backends() {
    Set<String> all = new HashSet<>();
    names.forEach(n -> all.add(n.split("/", 2)[0]));
    followed.forEach(s -> all.add(s.backend()));
    return all;
  }

  public static Target everything() {
    return new Target(List.of());
  }

  public boolean isEverything() {
    return names.isEmpty();
  }

  /// @return whether the backend, or one of its servers, was asked about or is followed
  public boolean includes(String backend) {
    return isEverything()
        || names.stream().anyMatch(n -> n.equals(backend) || n.startsWith(backend + "/"))
        || followed.stream().anyMatch(s -> s.backend().equals(backend));
  }

  public boolean includes(ServerRef server) {
    return isEverything()
        || names.contains(server.backend())
        || names.contains(server.toString())
        || followed.contains(server);
  }

  /// @return its servers, in HAProxy's order
  List<Server> serversOf(Proxies proxies) {
    return proxies.backends().stream()
        .flatMap(b -> b.servers().stream())
        .filter(s -> includes(s.ref()))
        .toList();
  }
}
