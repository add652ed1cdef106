package org.haproxydoctor.model.check;

import java.util.Optional;

/// How traffic gets to a server.
///
/// @param tls empty for clear text
/// @param namedByRequest the server name (SNI) comes from each request, and `tls` has none
/// @param proxyHeader sent first
/// @param obstacle why nobody but HAProxy can go that way, such as `through a SOCKS proxy`
public record Passage(
    Optional<TlsSettings> tls,
    boolean namedByRequest,
    ProxyHeader proxyHeader,
    Optional<String> obstacle) {
  /// In clear, straight to the server.
  public static final Passage PLAIN =
      new Passage(Optional.empty(), false, ProxyHeader.NONE, Optional.empty());
}
