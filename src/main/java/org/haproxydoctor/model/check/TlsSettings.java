package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Optional;

/// How a check speaks TLS.
///
/// @param sni server name sent, `check-sni` (a check never uses the traffic's `sni`)
/// @param alpn protocols offered, in order
/// @param verify whether the certificate is verified (`verify required`)
/// @param caFile `ca-file`, below `ca-base` when not absolute; `@system-ca` for the system's
/// @param verifyHost `verifyhost`: the name the certificate must have where no `sni` is sent
/// @param clientCertificate `crt`
/// @param minVersion `ssl-min-ver`, such as `TLSv1.2`
/// @param maxVersion `ssl-max-ver`
/// @param crlFile `crl-file`
/// @param ciphers what may be agreed on
/// @param securityLevel OpenSSL's: from 1 on nothing before TLS 1.2 is spoken, and from 2 on keys
///   and signatures of certificates must have 112 bits (SSL_CTX_set_security_level(3))
public record TlsSettings(
    Optional<String> sni,
    List<String> alpn,
    boolean verify,
    Optional<String> caFile,
    Optional<String> verifyHost,
    Optional<String> clientCertificate,
    Optional<String> minVersion,
    Optional<String> maxVersion,
    Optional<String> crlFile,
    Ciphers ciphers,
    int securityLevel) {

  /// What OpenSSL 3 is built with by the distributions.
  public static final int USUAL_SECURITY_LEVEL = 2;

  /// Ciphers in OpenSSL's words, the library's choice where empty.
  ///
  /// @param list `ciphers`, for TLS 1.2 and before
  /// @param suites `ciphersuites`, for TLS 1.3
  /// @param groups `curves`, for the exchange of keys
  public record Ciphers(Optional<String> list, Optional<String> suites, Optional<String> groups) {
    public static final Ciphers USUAL =
        new Ciphers(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Settings with the library's own ciphers.
  public TlsSettings(
      Optional<String> sni,
      List<String> alpn,
      boolean verify,
      Optional<String> caFile,
      Optional<String> verifyHost,
      Optional<String> clientCertificate,
      Optional<String> minVersion,
      Optional<String> maxVersion) {
    this(
        sni,
        alpn,
        verify,
        caFile,
        verifyHost,
        clientCertificate,
        minVersion,
        maxVersion,
        Optional.empty(),
        Ciphers.USUAL,
        USUAL_SECURITY_LEVEL);
  }

  public TlsSettings {
    alpn = List.copyOf(alpn);
  }

  /// @return TLS with nothing but HAProxy's defaults and no verification, for a probe that only
  ///   asks "is it TLS?"
  public static TlsSettings plain() {
    return new TlsSettings(
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The server name a check sends goes before `verifyhost` (seen with 2.2 to 3.4; configuration
  /// manual, `verifyhost`).
  ///
  /// @return the name the certificate must have, where there is one
  public Optional<String> nameWanted() {
    return verify ? sni.or(() -> verifyHost) : Optional.empty();
  }

  public TlsSettings withSni(String name) {
    return withSni(Optional.of(name));
  }

  public TlsSettings withSni(Optional<String> name) {
    return new TlsSettings(
        name,
        alpn,
        verify,
        caFile,
        verifyHost,
        clientCertificate,
        minVersion,
        maxVersion,
        crlFile,
        ciphers,
        securityLevel);
  }

  public TlsSettings withAlpn(List<String> protocols) {
    return new TlsSettings(
        sni,
        protocols,
        verify,
        caFile,
        verifyHost,
        clientCertificate,
        minVersion,
        maxVersion,
        crlFile,
        ciphers,
        securityLevel);
  }

  /// @return the same with every version and cipher there is
  public TlsSettings withoutLimits() {
    return new TlsSettings(
        sni,
        alpn,
        verify,
        caFile,
        verifyHost,
        clientCertificate,
        Optional.empty(),
        Optional.empty(),
        crlFile,
        Ciphers.USUAL,
        0);
  }
}
