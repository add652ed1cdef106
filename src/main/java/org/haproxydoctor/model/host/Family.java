package org.haproxydoctor.model.host;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// An address family.
public enum Family {
  IPV4("IPv4"),
  IPV6("IPv6");

  private final String text;

  Family(String text) {
    this.text = text;
  }

  /// @param literal an address without brackets or zone
  /// @return empty for a name, a path or anything else that is no address
  public static Optional<Family> of(String literal) {
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      return Optional.of(address instanceof Inet6Address ? IPV6 : IPV4);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public Family other() {
    return this == IPV4 ? IPV6 : IPV4;
  }

  /// @return `IPv4` or `IPv6`
  @Override
  public String toString() {
    return text;
  }
}
