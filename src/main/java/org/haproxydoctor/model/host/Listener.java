package org.haproxydoctor.model.host;

/// A TCP socket of HAProxy's own host that listens (`/proc/net/tcp`, state 0A).
///
/// @param address a literal; the wildcard accepts for every address of its family, and that of IPv6
///   commonly for IPv4 as well
/// @param waiting connections that nobody has accepted yet
public record Listener(String address, int port, int waiting) {
  public boolean isWildcard() {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  /// @return `127.0.0.1:8080`, or `[::]:8080`
  @Override
  public String toString() {
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
  }
}
