package org.haproxydoctor.probe;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.haproxydoctor.model.check.ProbeResult.Certificate;

/// What a certificate says of itself.
final class CertificateFacts {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int MOST_NAMES = 100;
  private static final int LONGEST_NAME = 253;

  private CertificateFacts() {}

  static Certificate of(X509Certificate certificate) {
    return new Certificate(
        name(certificate.getSubjectX500Principal()),
        name(certificate.getIssuerX500Principal()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        names(certificate),
        fingerprint(certificate));
  }

  /// @return such as `CN=web1,O=Example`, cut where it is longer than a DNS name may be
  static String name(X500Principal principal) {
    return cut(principal.getName());
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(n -> n.getFirst() instanceof Integer i && (i == DNS_NAME || i == IP_ADDRESS))
              .map(n -> cut(String.valueOf(n.get(1))))
              .limit(MOST_NAMES)
              .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().withUpperCase().withDelimiter(":").formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException _) {
      return "";
    }
  }
}
