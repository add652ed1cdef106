package org.haproxydoctor.probe;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The way from a server's certificate up to an authority: each issuer is looked for in `ca-file`
/// first, then in what the server sent, and only a root in `ca-file` ends it well
/// (`X509_verify_cert(3)` without `X509_V_FLAG_PARTIAL_CHAIN`; seen with 2.2 to 3.4).
///
/// @param certificates the server's own first
/// @param namesake one in `ca-file` that has the missing one's name but is another
record CertificatePath(
    List<X509Certificate> certificates, End end, Optional<X509Certificate> namesake) {
  private static final int LONGEST = 20;

  /// Where the way ends.
  enum End {
    TRUSTED_ROOT,
    /// In a root that the server sent and `ca-file` does not have.
    FOREIGN_ROOT,
    ISSUER_UNKNOWN,
    /// In a certificate of `ca-file` that is no root, and whose root is missing there.
    ONLY_INTERMEDIATE,
    /// At a certificate whose issuer, sent by the server, did not sign it.
    FORGED
  }

  /// @param sent by the server, its own certificate first
  static CertificatePath of(
      List<X509Certificate> sent, List<X509Certificate> trusted, Instant now) {
    List<X509Certificate> path = new ArrayList<>(List.of(sent.getFirst()));
    while (path.size() < LONGEST) {
      X509Certificate last = path.getLast();
      if (isSelfSigned(last)) {
        boolean known = trusted.contains(last);
        return new CertificatePath(
            path,
            known ? End.TRUSTED_ROOT : End.FOREIGN_ROOT,
            known ? Optional.empty() : named(trusted, last));
      }
      Optional<X509Certificate> issuer =
          issuer(last, trusted, now)
              .or(() -> issuer(last, sent, now).filter(c -> !path.contains(c)));
      if (issuer.isEmpty()) {
        return deadEnd(path, sent, trusted);
      }
      path.add(issuer.get());
    }
    return new CertificatePath(path, End.ISSUER_UNKNOWN, Optional.empty());
  }

  private static CertificatePath deadEnd(
      List<X509Certificate> path, List<X509Certificate> sent, List<X509Certificate> trusted) {
    X509Certificate last = path.getLast();
    Optional<X509Certificate> namesake = issuedBy(trusted, last).findFirst();
    boolean sentOne = issuedBy(sent, last).anyMatch(c -> !c.equals(last));
    boolean intermediate = path.size() > 1 && trusted.contains(last);
    End end =
        intermediate
            ? End.ONLY_INTERMEDIATE
            : sentOne && namesake.isEmpty() ? End.FORGED : End.ISSUER_UNKNOWN;
    return new CertificatePath(path, end, namesake);
  }

  private static Optional<X509Certificate> named(
      List<X509Certificate> trusted, X509Certificate root) {
    return trusted.stream()
        .filter(c -> c.getSubjectX500Principal().equals(root.getSubjectX500Principal()))
        .findFirst();
  }

  private static Stream<X509Certificate> issuedBy(
      List<X509Certificate> candidates, X509Certificate certificate) {
    return candidates.stream()
        .filter(c -> c.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()));
  }

  /// Of several that would do, one that is valid now, and then the one that lasts longest.
  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> candidates, Instant now) {
    return issuedBy(candidates, certificate)
        .filter(c -> signed(certificate, c))
        .max(
            Comparator.comparing((X509Certificate c) -> isValid(c, now))
                .thenComparing(X509Certificate::getNotAfter));
  }

  private static boolean isValid(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && signed(certificate, certificate);
  }

  private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (SignatureException | InvalidKeyException _) {
      return false;
    } catch (GeneralSecurityException _) {
      // An algorithm that Java lacks proves nothing against a certificate.
      return true;
    }
  }
}
