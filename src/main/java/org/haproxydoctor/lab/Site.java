package org.haproxydoctor.lab;

import java.util.List;
import java.util.Map;

/// Where a drill takes place.
///
/// @param namespace whether in a network namespace of its own
/// @param network commands that make its network ready, see [NetworkCommand]
/// @param addresses of servers that are not to listen on 127.0.0.1
/// @param outside whether the operator looks from the namespace that the drill was started in, and
///   not from HAProxy's
public record Site(
    boolean namespace, List<String> network, Map<String, String> addresses, boolean outside) {
  public Site {
    network = List.copyOf(network);
    addresses = Map.copyOf(addresses);
  }
}
