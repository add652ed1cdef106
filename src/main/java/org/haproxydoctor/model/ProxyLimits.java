package org.haproxydoctor.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a `frontend`, `backend` or `listen` section says of how much it takes and how long it waits
/// (configuration manual, section 4.2), inherited lines included.
///
/// @param name of the section
/// @param takesClients a `frontend` or `listen` section
/// @param maxconn `maxconn`, of sections that take clients
/// @param rateLimit `rate-limit sessions`
/// @param connectTimeout `timeout connect`
/// @param queueTimeout `timeout queue`; without it `timeout connect` ends the wait
/// @param serverTimeout `timeout server`
/// @param leadsTo backends that its `default_backend` and `use_backend` lines name
/// @param leadsAnywhere some line names its backend by a value of the request
/// @param denials the first of its `http-request`, `http-response`, `tcp-request` and
///   `tcp-response` lines that turn visitors away
public record ProxyLimits(
    String name,
    boolean takesClients,
    Optional<ConfigLine> maxconn,
    Optional<ConfigLine> rateLimit,
    Optional<ConfigLine> connectTimeout,
    Optional<ConfigLine> queueTimeout,
    Optional<ConfigLine> serverTimeout,
    Set<String> leadsTo,
    boolean leadsAnywhere,
    List<ConfigLine> denials) {
  public ProxyLimits {
    leadsTo = Set.copyOf(leadsTo);
    denials = List.copyOf(denials);
  }

  /// @return whether clients of this section may end up in a backend
  public boolean mayLeadTo(String backend) {
    return takesClients && (leadsAnywhere || leadsTo.contains(backend) || name.equals(backend));
  }

  /// @return the line that ends a request's wait for a server
  public Optional<ConfigLine> patience() {
    return queueTimeout.or(() -> connectTimeout);
  }
}
