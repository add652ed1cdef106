package org.haproxydoctor.observe;

import java.util.List;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerStatus;

/// Decides which servers deserve a probe: those HAProxy does not find healthy. Healthy ones are
/// left alone.
final class Suspects {
  private Suspects() {}

  static List<Server> of(Proxies proxies, Target target) {
    return proxies.backends().stream()
        .filter(b -> target.includes(b.name()))
        .flatMap(b -> b.servers().stream().filter(s -> inDoubt(s, b)))
        .filter(s -> target.includes(s.ref()))
        .toList();
  }

  private static boolean inDoubt(Server server, Backend backend) {
    ServerStatus.Word word = server.status().word();
    return switch (word) {
      case DOWN, DOWN_GOING_UP, UP_GOING_DOWN, MAINT_RESOLUTION, OTHER -> true;
      // Someone, or the application itself, took it out on purpose: whether it would work matters
      // when nobody else serves.
      case MAINT, DRAIN, NOLB -> server.checkFails() || !backend.serves();
      case UP, NO_CHECK, DOWN_BY_AGENT, MAINT_SPARE, MAINT_VIA -> server.checkFails();
    };
  }
}
