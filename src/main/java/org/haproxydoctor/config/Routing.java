package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a section says of host names and of the backends they lead to: `acl`, `use_backend`,
/// `default_backend` and `http-request set-header Host`.
final class Routing {
  private final Map<String, Set<String>> acls = new LinkedHashMap<>();
  private final List<UseBackend> uses = new ArrayList<>();
  private final Set<String> setHosts = new LinkedHashSet<>();
  private final Set<String> mentioned = new LinkedHashSet<>();
  private boolean computes;
  private @Nullable String defaultBackend;

  /// `use_backend NAME if CONDITION`.
  private record UseBackend(String backend, List<String> condition) {}

  /// Begins with what the section's defaults say.
  void inherit(Routing defaults) {
    defaultBackend = defaults.defaultBackend;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "acl" ->
          acls.computeIfAbsent(statement.word(1), n -> new LinkedHashSet<>())
              .addAll(HostPattern.hosts(statement.from(2)));
      case "use_backend" -> {
        mentioned.add(statement.word(1));
        computes |= statement.word(1).contains("%");
        if (!statement.word(1).contains("%") && statement.word(2).equals("if")) {
          uses.add(new UseBackend(statement.word(1), statement.from(3)));
        }
      }
      case "default_backend" -> defaultBackend = statement.word(1);
      case "http-request" -> setHost(statement);
      default -> {}
    }
  }

  private void setHost(Statement statement) {
    if ((statement.word(1).equals("set-header") || statement.word(1).equals("replace-header"))
        && statement.word(2).equalsIgnoreCase("host")) {
      int value = statement.word(1).equals("set-header") ? 3 : 4;
      HostPattern.host(statement.word(value)).ifPresent(setHosts::add);
    }
  }

  /// @return names that this section writes into the requests it passes on
  Set<String> setHosts() {
    return setHosts;
  }

  /// @return every name in the section's access lists
  Set<String> aclHosts() {
    Set<String> hosts = new LinkedHashSet<>();
    acls.values().forEach(hosts::addAll);
    return hosts;
  }

  /// @return backend to the names that lead to it
  Map<String, Set<String>> leading() {
    Map<String, Set<String>> leading = new HashMap<>();
    for (UseBackend use : uses) {
      leading
          .computeIfAbsent(use.backend(), b -> new LinkedHashSet<>())
          .addAll(named(use.condition()).hosts());
    }
    return leading;
  }

  /// @return whether a `use_backend` may lead to a section of this name
  boolean mayLeadTo(String backend) {
    return computes || mentioned.contains(backend);
  }

  Optional<String> defaultBackend() {
    return Optional.ofNullable(defaultBackend);
  }

  /// @return names in the access lists, but for those that alone lead to another backend
  Set<String> unclaimedHosts() {
    Set<String> hosts = aclHosts();
    uses.stream()
        .map(u -> named(u.condition()))
        .filter(n -> !n.more())
        .forEach(n -> hosts.removeAll(n.hosts()));
    return hosts;
  }

  /// The names of a condition.
  ///
  /// @param more whether it asks for something else too, such as a path
  private record Named(Set<String> hosts, boolean more) {}

  private Named named(List<String> condition) {
    Set<String> hosts = new LinkedHashSet<>();
    boolean more = false;
    int at = 0;
    while (at < condition.size()) {
      String word = condition.get(at);
      if (word.equals("{") || word.equals("!{")) {
        int close = condition.subList(at, condition.size()).indexOf("}");
        int end = close < 0 ? condition.size() : at + close;
        boolean negated = word.equals("!{") || (at > 0 && condition.get(at - 1).equals("!"));
        List<String> inside =
            negated ? List.of() : HostPattern.hosts(condition.subList(at + 1, end));
        hosts.addAll(inside);
        more |= inside.isEmpty();
        at = end + 1;
      } else {
        boolean negated = at > 0 && condition.get(at - 1).equals("!");
        Set<String> list = negated ? Set.of() : acls.getOrDefault(word, Set.of());
        hosts.addAll(list);
        more |= list.isEmpty() && !word.equals("or") && !word.equals("||");
        at++;
      }
    }
    return new Named(hosts, more);
  }
}
