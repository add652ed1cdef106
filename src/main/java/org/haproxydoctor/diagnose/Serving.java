package org.haproxydoctor.diagnose;

import java.util.function.Predicate;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.observe.Target;

/// The verdict on who serves, from HAProxy's own words alone and without asking why.
///
/// A server in maintenance, drained or softly stopped (`NOLB`) was taken out by someone and is no
/// fault as long as its backend serves; neither is a weight of 0.
public final class Serving {
  private Serving() {}

  /// @return CRITICAL when a backend that has servers serves nobody, WARNING when a server that
  ///   should serve does not or fails its check, or a frontend takes no connections
  public static Status of(Proxies proxies, Target target) {
    return of(proxies, target, _ -> false);
  }

  /// @param byRule whether a backend that is DOWN does what it was made for, past the balancing;
  ///   asked only of such backends
  public static Status of(Proxies proxies, Target target, Predicate<Backend> byRule) {
    boolean degraded =
        proxies.frontends().stream()
            .filter(f -> target.isEverything() || target.names().contains(f.name()))
            .anyMatch(Serving::isShut);
    for (Backend backend : proxies.backends()) {
      if (target.includes(backend.name())) {
        boolean down = !backend.isEmpty() && !backend.serves();
        if (down && !byRule.test(backend)) {
          return Status.CRITICAL;
        }
        degraded |= down;
        degraded |=
            backend.servers().stream()
                .filter(s -> target.includes(s.ref()))
                .anyMatch(Serving::isFailing);
      }
    }
    return degraded ? Status.WARNING : Status.OK;
  }

  private static boolean isShut(Frontend frontend) {
    return !frontend.status().equals("OPEN");
  }

  /// @return whether a server that nobody took out is not well
  public static boolean isFailing(Server server) {
    Word word = server.status().word();
    return switch (word) {
      case DOWN, DOWN_GOING_UP, DOWN_BY_AGENT, MAINT_RESOLUTION, OTHER -> true;
      case UP, UP_GOING_DOWN, NO_CHECK -> server.checkFails();
      case MAINT, MAINT_SPARE, MAINT_VIA, DRAIN, NOLB -> false;
    };
  }
}
