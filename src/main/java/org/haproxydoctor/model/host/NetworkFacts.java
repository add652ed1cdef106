package org.haproxydoctor.model.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Endpoint;

/// What HAProxy's own host tells of connections to the servers in doubt.
///
/// @param localPorts of outgoing connections; empty when not readable
/// @param uses sockets to each server, by address literal and port; a missing one has none
/// @param listeners on the ports of servers that are on this very host
/// @param neighbours by the server's address literal; missing where the kernel has no entry
/// @param rulings by the server's address literal and port: where a rule of this host's firewall
///   denies the connection
/// @param selinux whether SELinux enforces its policy
/// @param unread a witness to why it was not heard, such as `nft` to `must be root`
public record NetworkFacts(
    Optional<PortRange> localPorts,
    Map<Endpoint, SocketUse> uses,
    List<Listener> listeners,
    Map<String, Neighbour> neighbours,
    Map<Endpoint, Ruling> rulings,
    boolean selinux,
    Map<Witness, String> unread) {

  /// Who can be asked.
  public enum Witness {
    /// `/proc/net/tcp` and `/proc/net/tcp6`.
    SOCKETS,
    /// `nft list ruleset`, `iptables-save`.
    FIREWALL
  }

  public NetworkFacts {
    uses = Map.copyOf(uses);
    listeners = List.copyOf(listeners);
    neighbours = Map.copyOf(neighbours);
    rulings = Map.copyOf(rulings);
    unread = Map.copyOf(unread);
  }

  /// Nothing was looked at.
  public static NetworkFacts none() {
    return new NetworkFacts(
        Optional.empty(), Map.of(), List.of(), Map.of(), Map.of(), false, Map.of());
  }

  /// @return whether a witness was heard
  public boolean heard(Witness witness) {
    return !unread.containsKey(witness);
  }

  /// @param server by address literal
  /// @return the socket that accepts what is sent to it, if one does
  public Optional<Listener> accepting(Endpoint server) {
    Set<String> wildcards = server.host().indexOf(':') < 0 ? Set.of("0.0.0.0", "::") : Set.of("::");
    return listeners.stream()
        .filter(l -> l.port() == server.port())
        .filter(l -> l.address().equals(server.host()) || wildcards.contains(l.address()))
        .findFirst();
  }

  /// @return what else listens on this host at the server's port
  public List<Listener> besides(Endpoint server) {
    return accepting(server).isPresent()
        ? List.of()
        : listeners.stream().filter(l -> l.port() == server.port()).toList();
  }
}
