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
    seen.value()
        .ifPresent(proxies -> target.names().forEach(name -> check(name, proxies)));
  }

  private static void check(String name, Proxies proxies) {
    List<String> backends = proxies.backends().stream().map(Backend::name).toList();
    List<String> servers = new ArrayList<>();
    for (Backend backend : proxies.backends()) {
      backend.servers().forEach(s -> servers.add(s.ref().toString()));
    }
    if (backends.contains(name) || servers.contains(name)) {
      return;
    }
    boolean server = name.indexOf('/') >= 0;
    List<String> near = NearNames.of(name, server ? servers : backends);
    throw new CannotLookException(
        "HAProxy has no " + (server ? "server" : "backend") + " '" + name + "'",
        near.isEmpty() ? "it has " + some(backends) : "did you mean " + String.join(" or ", near) + "?");
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "no backend at all";
    }
    String shown = String.join(", ", names.stream().limit(10).toList());
    return names.size() > 10 ? shown + " and " + (names.size() - 10) + " more" : shown;
  }
}
