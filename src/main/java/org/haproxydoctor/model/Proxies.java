package org.haproxydoctor.model;

import java.util.List;
import java.util.Optional;

/// All proxies of one process as `show stat` listed them.
public record Proxies(List<Frontend> frontends, List<Backend> backends) {
  /// What a HAProxy that does not answer has.
  public static final Proxies NONE = new Proxies(List.of(), List.of());

  public Proxies {
    frontends = List.copyOf(frontends);
    backends = List.copyOf(backends);
  }

  public Optional<Backend> backend(String name) {
    return backends.stream().filter(b -> b.name().equals(name)).findFirst();
  }
}
