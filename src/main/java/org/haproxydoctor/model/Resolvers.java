package org.haproxydoctor.model;

import java.util.List;
import java.util.stream.Stream;

/// A `resolvers` section.
///
/// @param own where it asks; the port is 53 unless given
/// @param system those of `parse-resolv-conf`, as this program sees that file: HAProxy may have
///   read another one, in a container or before a change
public record Resolvers(String name, List<Endpoint> own, List<Endpoint> system) {
  public static final int DNS_PORT = 53;

  public Resolvers {
    own = List.copyOf(own);
    system = List.copyOf(system);
  }

  /// @param counters of all nameservers, as far as HAProxy tells
  /// @return where it asks, HAProxy's own word before the file's
  public List<Endpoint> nameservers(List<NameserverCounters> counters) {
    List<Endpoint> told =
        counters.stream()
            .filter(c -> c.resolvers().equals(name) && c.isFromSystem())
            .map(c -> new Endpoint(c.nameserver(), DNS_PORT))
            .toList();
    return Stream.concat(own.stream(), (told.isEmpty() ? system : told).stream()).toList();
  }
}
