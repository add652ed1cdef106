package org.haproxydoctor.lab;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.haproxydoctor.lab.Behaviour.Route;

/// Picks the route for each request, and counts, for the routes that do not take every one.
final class Turns {
  private final List<Route> routes;
  private final AtomicIntegerArray fitting;

  Turns(List<Route> routes) {
    this.routes = List.copyOf(routes);
    this.fitting = new AtomicIntegerArray(routes.size());
  }

  /// @return the first route that fits and whose turn it is
  Optional<Route> next(RequestText request) {
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      if (fits(route, request) && route.manner().takes(fitting.getAndIncrement(i))) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Route route, RequestText request) {
    return route.method().map(request.method()::equals).orElse(true)
        && route.path().map(request.path()::equals).orElse(true)
        && route.host().map(h -> h.toLowerCase(Locale.ROOT).equals(request.host())).orElse(true);
  }
}
