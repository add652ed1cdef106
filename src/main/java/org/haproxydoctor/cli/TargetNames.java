package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.NearNames;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Target;

/// Makes sure that what the user named exists.
final class TargetNames {
  private TargetNames() {}

  /// @throws CannotLookException for the first name that HAProxy does not know, with near names
  static void check(Target target, Observed<Proxies> seen) {
    seen.value().ifPresent(proxies -> target.names().forEach(name -> check(name, proxies)));
  }

  /// As [#check], but a frontend is as good as a backend.
  static void checkAny(Target target, Proxies proxies) {
    List<String> names = new ArrayList<>(backends(proxies));
    proxies.frontends().forEach(f -> names.add(f.name()));
    target.names().forEach(name -> check(name, "proxy", names, proxies));
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
    boolean server = name.indexOf('/') >= 0;
    List<String> near = NearNames.of(name, server ? servers : known);
    throw new CannotLookException(
        "HAProxy has no " + (server ? "server" : kind) + " '" + name + "'",
        near.isEmpty()
            ? "it has " + some(known)
            : "did you mean " + String.join(" or ", near) + "?");
  }

  private static List<String> backends(Proxies proxies) {
    return proxies.backends().stream().map(Backend::name).toList();
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "none at all";
    }
    String shown = String.join(", ", names.stream().limit(10).toList());
    return names.size() > 10 ? shown + " and " + (names.size() - 10) + " more" : shown;
  }
}
