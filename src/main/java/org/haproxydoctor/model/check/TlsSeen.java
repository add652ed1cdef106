package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.ProbeResult.Certificate;

/// What showed of the other side while TLS was agreed on, whether or not it succeeded.
///
/// @param alert the alert by which the server ended it, by its name in RFC 8446, such as
///   `handshake_failure`
/// @param request the server's demand for a certificate of ours
/// @param chain the certificates it sent, its own first
/// @param verdict why HAProxy would turn them down; empty when it would not, or does not verify
/// @param notes in what this differs from HAProxy's own handshake, as sentences
public record TlsSeen(
    Optional<String> alert,
    Optional<CertificateRequest> request,
    List<Certificate> chain,
    Optional<CertificateVerdict> verdict,
    List<String> notes) {

  /// Nothing was seen.
  public static final TlsSeen NOTHING =
      new TlsSeen(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of());

  /// A server's demand for a certificate.
  ///
  /// @param sent the subject of the certificate it was given, empty for none
  /// @param authorities whose certificates it says it takes, at most 20
  public record CertificateRequest(Optional<String> sent, List<String> authorities) {
    public CertificateRequest {
      authorities = List.copyOf(authorities);
    }
  }

  public TlsSeen {
    chain = List.copyOf(chain);
    notes = List.copyOf(notes);
  }

  /// @return the server's own certificate
  public Optional<Certificate> certificate() {
    return chain.stream().findFirst();
  }

  public boolean endedBy(String... alerts) {
    return alert.map(List.of(alerts)::contains).orElse(false);
  }
}
