package org.haproxydoctor.config;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxydoctor.model.check.HttpCheck.Header;

/// Finds the names under which clients reach a backend: candidates for the `Host` header of a check
/// that has none.
final class HostNames {
  private static final int LIMIT = 5;

  private final Map<String, Set<String>> leading = new HashMap<>();
  private final Map<String, Set<String>> byDefault = new HashMap<>();
  private final Set<String> checked = new LinkedHashSet<>();

  HostNames(List<ProxySection> sections) {
    for (ProxySection section : sections) {
      Routing routing = section.routing();
      routing.leading().forEach((backend, names) -> add(leading, backend, names));
      routing.defaultBackend().ifPresent(b -> add(byDefault, b, routing.setHosts()));
      routing.defaultBackend().ifPresent(b -> add(byDefault, b, routing.unclaimedHosts()));
      checkHosts(section, checked);
    }
  }

  private static void add(Map<String, Set<String>> to, String backend, Set<String> names) {
    to.computeIfAbsent(backend, b -> new LinkedHashSet<>()).addAll(names);
  }

  /// @return at most 5 names: first those the backend itself uses towards its servers, then those
  ///   that lead to it, then those that other backends check with
  List<String> of(ProxySection backend) {
    Set<String> names = new LinkedHashSet<>(backend.routing().setHosts());
    checkHosts(backend, names);
    for (ServerDraft server : backend.servers()) {
      server.settings().text("check-sni").flatMap(HostPattern::host).ifPresent(names::add);
      server.settings().text("sni").flatMap(HostPattern::constant).ifPresent(names::add);
      server.settings().text("verifyhost").flatMap(HostPattern::host).ifPresent(names::add);
    }
    fill(names, leading.getOrDefault(backend.name(), Set.of()));
    fill(names, backend.routing().aclHosts());
    fill(names, byDefault.getOrDefault(backend.name(), Set.of()));
    fill(names, checked);
    return names.stream().limit(LIMIT).toList();
  }

  // Thousands of backends know of thousands of names: none needs to go through them all.
  private static void fill(Set<String> names, Set<String> more) {
    for (String name : more) {
      if (names.size() >= LIMIT) {
        return;
      }
      names.add(name);
    }
  }

  private static void checkHosts(ProxySection section, Set<String> names) {
    for (HttpRule rule : section.checks().httpRules()) {
      if (rule instanceof HttpRule.Send send) {
        for (Header header : send.request().headers()) {
          if (header.name().equals("host")) {
            HostPattern.host(header.value()).ifPresent(names::add);
          }
        }
      }
    }
  }
}
