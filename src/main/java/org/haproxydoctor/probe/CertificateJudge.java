package org.haproxydoctor.probe;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;

/// Judges a server's certificates as HAProxy with `verify required` does, which leaves it to
/// OpenSSL (`X509_verify_cert(3)`) and then compares names; seen with 2.2 to 3.4.
///
/// @param now the time it is judged for
/// @param authorities `ca-file`; empty when it could not be read, so that only dates, names and
///   uses are judged
/// @param crls `crl-file`, when there is one
/// @param name the certificate must have; any will do without it
/// @param securityLevel OpenSSL's
record CertificateJudge(
    Instant now,
    Optional<Authorities> authorities,
    Optional<Authorities> crls,
    Optional<String> name,
    int securityLevel) {
  private static final int MOST_NAMES = 4;

  /// @param chain what the server sent, its own certificate first, not empty
  /// @return why HAProxy turns it down; empty when it does not
  Optional<CertificateVerdict> judge(List<X509Certificate> chain) {
    CertificatePath path =
        CertificatePath.of(
            chain, authorities.map(Authorities::certificates).orElse(List.of()), now);
    Optional<CertificateVerdict> verdict = authorities.flatMap(a -> untrusted(path, a.name()));
    for (int depth = path.certificates().size() - 1; depth >= 0 && verdict.isEmpty(); depth--) {
      verdict = unfit(path, depth);
    }
    for (int depth = path.certificates().size() - 1; depth >= 0 && verdict.isEmpty(); depth--) {
      verdict = untimely(path.certificates().get(depth), depth);
    }
    return verdict.or(() -> revoked(path)).or(() -> otherName(chain.getFirst()));
  }

  private Optional<CertificateVerdict> untrusted(CertificatePath path, String file) {
    X509Certificate last = path.certificates().getLast();
    String issuer = issuer(last);
    boolean alone = path.certificates().size() == 1;
    return switch (path.end()) {
      case TRUSTED_ROOT -> Optional.empty();
      case FOREIGN_ROOT ->
          verdict(
              alone ? Fault.SELF_SIGNED : Fault.OTHER_AUTHORITY,
              (alone
                      ? "the certificate is signed by itself, and is not in " + file
                      : "the certificate's chain ends in "
                          + subject(last)
                          + ", which is not in "
                          + file)
                  + path.namesake().map(_ -> namesake(alone)).orElse(""),
              path);
      case ISSUER_UNKNOWN ->
          verdict(
              alone ? Fault.ISSUER_MISSING : Fault.OTHER_AUTHORITY,
              path.namesake().isPresent()
                  ? "the certificate was not issued by the "
                      + issuer
                      + " in "
                      + file
                      + ", but by one of the same name with another key"
                  : alone
                      ? "the server sends its certificate without that of its issuer "
                          + issuer
                          + " (an intermediate, or the root of another authority), and "
                          + file
                          + " has none"
                      : "the certificate's chain leads to " + issuer + ", which is not in " + file,
              path);
      case ONLY_INTERMEDIATE ->
          verdict(
              Fault.OTHER_AUTHORITY,
              file
                  + " has the intermediate "
                  + subject(last)
                  + " of the certificate, but not its root "
                  + issuer,
              path);
      case FORGED ->
          verdict(
              Fault.FORGED,
              "the signature on the certificate of " + subject(last) + " is not its issuer's",
              path);
    };
  }

  private static String namesake(boolean alone) {
    return alone ? ", which has another one of that name" : ", which has another of that name";
  }

  private Optional<CertificateVerdict> unfit(CertificatePath path, int depth) {
    X509Certificate certificate = path.certificates().get(depth);
    Optional<String> why = CertificateUse.unfit(certificate, depth);
    if (why.isEmpty() && depth < path.certificates().size() - 1) {
      why = CertificateUse.tooWeak(certificate, securityLevel);
    }
    return why.flatMap(w ->
        verdict(
            CertificateUse.unfit(certificate, depth).isPresent()
                ? Fault.NOT_MEANT_FOR_THIS
                : Fault.WEAK,
            whose(certificate, depth) + " " + w,
            certificate));
  }

  private Optional<CertificateVerdict> untimely(X509Certificate certificate, int depth) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    if (now.isAfter(to)) {
      return verdict(
          Fault.EXPIRED, whose(certificate, depth) + " expired on " + day(to), certificate);
    }
    return now.isBefore(from)
        ? verdict(
            Fault.NOT_YET_VALID,
            whose(certificate, depth) + " is not valid before " + day(from),
            certificate)
        : Optional.empty();
  }

  /// With `crl-file` every issuer of the chain must have a list there, and a current one.
  private Optional<CertificateVerdict> revoked(CertificatePath path) {
    if (crls.isEmpty() || crls.get().trouble().isPresent()) {
      return Optional.empty();
    }
    for (int depth = 0; depth < path.certificates().size(); depth++) {
      X509Certificate certificate = path.certificates().get(depth);
      String file = crls.get().name();
      Optional<X509CRL> list =
          crls.get().revocations().stream()
              .filter(l -> l.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
              .findFirst();
      String says = "";
      if (list.isEmpty()) {
        says = file + " has no revocation list of " + issuer(certificate);
      } else if (list.get().isRevoked(certificate)) {
        says = whose(certificate, depth) + " is revoked by " + file;
      } else if (list.get().getNextUpdate() != null
          && now.isAfter(list.get().getNextUpdate().toInstant())) {
        says =
            "the revocation list of "
                + issuer(certificate)
                + " in "
                + file
                + " expired on "
                + day(list.get().getNextUpdate().toInstant());
      }
      if (!says.isEmpty()) {
        return verdict(Fault.REVOKED, says, certificate);
      }
    }
    return Optional.empty();
  }

  private Optional<CertificateVerdict> otherName(X509Certificate certificate) {
    if (name.isEmpty() || CertificateNames.match(certificate, name.get())) {
      return Optional.empty();
    }
    List<String> names = CertificateNames.of(certificate).stream().distinct().toList();
    return verdict(
        Fault.OTHER_NAME,
        "the certificate is for "
            + (names.isEmpty() ? "no name" : ShortList.of(names, MOST_NAMES))
            + ", not for "
            + name.get(),
        certificate);
  }

  /// Where the chain is not trusted, its dates may be wrong as well: one fault is repaired in vain
  /// without the other.
  private Optional<CertificateVerdict> verdict(Fault fault, String says, CertificatePath path) {
    X509Certificate leaf = path.certificates().getFirst();
    String more = untimely(leaf, 0).map(v -> "; besides, " + v.says()).orElse("");
    return verdict(fault, says + more, path.certificates().getLast());
  }

  private static Optional<CertificateVerdict> verdict(
      Fault fault, String says, X509Certificate about) {
    return Optional.of(
        new CertificateVerdict(fault, says, Optional.of(CertificateFacts.of(about))));
  }

  private static String whose(X509Certificate certificate, int depth) {
    return depth == 0 ? "the certificate" : "the certificate of its issuer " + subject(certificate);
  }

  private static String subject(X509Certificate certificate) {
    return CertificateFacts.name(certificate.getSubjectX500Principal());
  }

  private static String issuer(X509Certificate certificate) {
    return CertificateFacts.name(certificate.getIssuerX500Principal());
  }

  private static String day(Instant time) {
    return time.toString().substring(0, "2026-01-31".length());
  }
}
