package org.haproxydoctor.probe;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.haproxydoctor.model.check.ProbeResult.Certificate;

/// What a certificate says of itself.
final class CertificateFacts {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateFacts() {}

  static Certificate of(X509Certificate certificate) {
    return new Certificate(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        names(certificate));
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(n -> n.getFirst() instanceof Integer i && (i == DNS_NAME || i == IP_ADDRESS))
              .map(n -> String.valueOf(n.get(1)))
              .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }
}
