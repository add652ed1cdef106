package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Optional;

/// How a check speaks TLS.
///
/// @param sni server name sent, `check-sni` (a check never uses the traffic's `sni`)
/// @param alpn protocols offered, in order
/// @param verify whether the certificate is verified (`verify required`)
/// @param caFile `ca-file`, below `ca-base` when not absolute; `@system-ca` for the system's
/// @param verifyHost `verifyhost`: the name the certificate must have; without it the certificate
///   is compared with `sni`, when there is one
/// @param clientCertificate `crt`
/// @param minVersion `ssl-min-ver`, such as `TLSv1.2`
/// @param maxVersion `ssl-max-ver`
public record TlsSettings(
    Optional<String> sni,
    List<String> alpn,
    boolean verify,
    Optional<String> caFile,
    Optional<String> verifyHost,
    Optional<String> clientCertificate,
    Optional<String> minVersion,
    Optional<String> maxVersion) {

  public TlsSettings {
    alpn = List.copyOf(alpn);
  }

  public TlsSettings withSni(Optional<String> name) {
    return new TlsSettings(
        name, alpn, verify, caFile, verifyHost, clientCertificate, minVersion, maxVersion);
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

  public TlsSettings withSni(String name) {
    return new TlsSettings(
        Optional.of(name),
        alpn,
        verify,
        caFile,
        verifyHost,
        clientCertificate,
        minVersion,
        maxVersion);
  }
}
