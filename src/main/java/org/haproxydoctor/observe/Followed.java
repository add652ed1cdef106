package org.haproxydoctor.observe;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;

/// The servers that others follow with `track`: what is wrong with a follower is wrong with them.
final class Followed {
  /// Longer chains are a loop; HAProxy allows none.
  private static final int LONGEST = 1000;

  private Followed() {}

  /// @return the target, with the servers that its unwell servers follow, wherever they are
  static Target widen(Target target, Proxies proxies) {
    if (target.isEverything()) {
      return target;
    }
    Map<ServerRef, Server> all = new HashMap<>();
    proxies.backends().forEach(b -> b.servers().forEach(s -> all.put(s.ref(), s)));
    Set<ServerRef> followed = new LinkedHashSet<>();
    for (Server server : all.values()) {
      if (target.includes(server.ref()) && !server.usable()) {
        Optional<Server> next = Optional.of(server);
        for (int i = 0; i < LONGEST && next.isPresent(); i++) {
          next = next.get().tracked().map(all::get);
          next.map(Server::ref).ifPresent(followed::add);
        }
      }
    }
    return followed.isEmpty() ? target : target.alsoOf(followed);
  }
}
