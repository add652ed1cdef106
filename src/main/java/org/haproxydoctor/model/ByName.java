package org.haproxydoctor.model;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Function;

/// An immutable list whose members are also found by name without a search: a process may have
/// thousands of proxies, and a proxy thousands of servers.
public final class ByName<T> extends AbstractList<T> implements RandomAccess {
  private final List<T> members;
  private final Map<String, T> named;

  private ByName(List<T> members, Map<String, T> named) {
    this.members = members;
    this.named = named;
  }

  public static <T> ByName<T> none() {
    return new ByName<>(List.of(), Map.of());
  }

  /// @param name of a member; of several with the same name the first is found
  public static <T> ByName<T> of(List<T> members, Function<T, String> name) {
    Map<String, T> named = HashMap.newHashMap(members.size());
    members.forEach(member -> named.putIfAbsent(name.apply(member), member));
    return new ByName<>(List.copyOf(members), named);
  }

  public Optional<T> named(String name) {
    return Optional.ofNullable(named.get(name));
  }

  @Override
  public T get(int index) {
    return members.get(index);
  }

  @Override
  public int size() {
    return members.size();
  }
}
