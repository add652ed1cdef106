package org.haproxydoctor.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a drill's backend speaks TLS.
///
/// @param certificate shown to clients that ask for one of its names, and to all others too unless
///   something else is said of them
/// @param others shown to clients that ask for another name, or for none
/// @param nameRequired refuses clients that ask for another name, or for none
/// @param versions Java's names, such as `TLSv1.2`; its own choice when empty
/// @param ciphers Java's names of cipher suites; its own choice when empty
/// @param clientCertificate whether it wants one that the drill's authority has issued
/// @param alpn protocols it agrees on; none are spoken of when empty
public record TlsManner(
    Certificate certificate,
    Optional<Certificate> others,
    boolean nameRequired,
    List<String> versions,
    List<String> ciphers,
    boolean clientCertificate,
    List<String> alpn) {
  public TlsManner {
    versions = List.copyOf(versions);
    ciphers = List.copyOf(ciphers);
    alpn = List.copyOf(alpn);
  }

  /// With a certificate for these names, and nothing else that is special.
  ///
  /// @param names at least one
  public static TlsManner of(Issuer issuer, String... names) {
    return of(
        new Certificate(List.of(names), issuer, Duration.ofDays(-1), Duration.ofDays(30), false));
  }

  public static TlsManner of(Certificate certificate) {
    return new TlsManner(
        certificate, Optional.empty(), false, List.of(), List.of(), false, List.of());
  }

  /// Who vouches for a certificate.
  public enum Issuer {
    SELF,
    /// The drill's authority, `ca.pem`.
    CA,
    /// One that the authority has issued, and which the server sends along.
    INTERMEDIATE,
    /// The same, but the server forgets to send it.
    INTERMEDIATE_NOT_SENT,
    /// Another authority, `other-ca.pem`.
    OTHER_CA
  }

  /// @param names DNS names and IPv4 addresses, at least one; the first is the subject
  /// @param from beginning of its life, counted from now
  /// @param until end of its life, counted from now
  /// @param forClients its use is that of clients, not of servers
  public record Certificate(
      List<String> names, Issuer issuer, Duration from, Duration until, boolean forClients) {
    public Certificate {
      names = List.copyOf(names);
    }
  }
}
