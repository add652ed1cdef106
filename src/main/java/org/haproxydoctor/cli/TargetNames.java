package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.NearNames;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.observe.Target;

/// Makes sure that what the user named exists.
final class TargetNames {
  private static final int MOST_NAMES = 10;

  private TargetNames() {}

  /// @throws CannotLookException for the first name that HAProxy does not know, with near names
  static void check(Target target, Proxies proxies) {
    target.names().forEach(name -> check(name, proxies));
  }

  /// As [#check], but a frontend is as good as a backend.
  static void checkAny(Target target, Proxies proxies) {
    Set<String> names = new LinkedHashSet<>(backends(proxies));
    proxies.frontends().forEach(f -> names.add(f.name()));
    target.names().forEach(name -> check(name, "proxy", List.copyOf(names), proxies));
  }

  private static void check(String name, Proxies proxies) {
    check(name, "backend", backends(proxies), proxies);
  }

  private static void check(String name, String kind, List<String> known, Proxies proxies) {
    List<String> servers = new ArrayList<>();
    for (Backend backend : proxies.backends()) {
      backend.servers().forEach(s -> servers.add(s.ref().toString()));
    }
    if (known.contains(name) || servers.contains(name)) {
      return;
    }
    if (proxies.frontends().stream().anyMatch(f -> f.name().equals(name))) {
      throw new CannotLookException(
          "'" + name + "' is a frontend, which has no servers",
          "name one of the backends it leads to; there are " + some(known));
    }
    boolean server = name.indexOf('/') >= 0;
    throw new CannotLookException(
        "HAProxy has no " + (server ? "server" : kind) + " '" + name + "'",
        NearNames.question(name, server ? servers : known)
            .orElseGet(() -> server ? serversNear(name, known, servers) : "it has " + some(known)));
  }

  private static String serversNear(String name, List<String> known, List<String> servers) {
    String backend = name.substring(0, name.indexOf('/'));
    if (!known.contains(backend)) {
      return "it has no '" + backend + "' either, but " + some(known);
    }
    return backend
        + " has "
        + some(servers.stream().filter(s -> s.startsWith(backend + "/")).toList());
  }

  private static String some(List<String> names) {
    return names.isEmpty() ? "none at all" : ShortList.of(names, MOST_NAMES);
  }

  private static List<String> backends(Proxies proxies) {
    return proxies.backends().stream().map(Backend::name).toList();
  }
}
