package org.haproxydoctor.probe;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a certificate may be used for, and how strong it is.
final class CertificateUse {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String ANY_USE = "2.5.29.37.0";
  private static final int CERT_SIGN = 5;
  private static final int FIRST_VERSION_WITH_EXTENSIONS = 3;

  private CertificateUse() {}

  /// @param depth 0 for the server's own
  /// @return why it may not stand at this place of a server's chain (`check_chain()`,
  ///   crypto/x509/x509_vfy.c)
  static Optional<String> unfit(X509Certificate certificate, int depth) {
    if (!allowsServers(certificate)) {
      return Optional.of("may not be used for servers (extended key usage)");
    }
    if (depth == 0 || certificate.getVersion() < FIRST_VERSION_WITH_EXTENSIONS) {
      return Optional.empty();
    }
    if (certificate.getBasicConstraints() < 0) {
      return Optional.of("may not issue others (basic constraints)");
    }
    boolean[] usage = certificate.getKeyUsage();
    boolean maySign = usage == null || usage[CERT_SIGN];
    if (!maySign) {
      return Optional.of("may not issue others (key usage)");
    }
    return certificate.getBasicConstraints() < depth - 1
        ? Optional.of("may not issue through so many others (path length)")
        : Optional.empty();
  }

  private static boolean allowsServers(X509Certificate certificate) {
    try {
      List<String> uses = certificate.getExtendedKeyUsage();
      return uses == null || uses.contains(SERVER_AUTH) || uses.contains(ANY_USE);
    } catch (CertificateParsingException _) {
      return true;
    }
  }

  /// @return why OpenSSL of this security level does not take it (`SSL_CTX_set_security_level(3)`)
  static Optional<String> tooWeak(X509Certificate certificate, int level) {
    if (level < 1) {
      return Optional.empty();
    }
    PublicKey key = certificate.getPublicKey();
    int bits =
        switch (key) {
          case RSAPublicKey rsa -> rsa.getModulus().bitLength();
          case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
          default -> Integer.MAX_VALUE;
        };
    int least = key instanceof ECPublicKey ? (level < 2 ? 160 : 224) : (level < 2 ? 1024 : 2048);
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    boolean oldHash = algorithm.startsWith("SHA1") || algorithm.startsWith("MD");
    if (bits < least) {
      return Optional.of(
          "has a key of "
              + bits
              + " bits, fewer than HAProxy's OpenSSL takes at its security level "
              + level);
    }
    return oldHash
        ? Optional.of(
            "is signed with "
                + certificate.getSigAlgName()
                + ", which HAProxy's OpenSSL does not take at its security level "
                + level)
        : Optional.empty();
  }
}
