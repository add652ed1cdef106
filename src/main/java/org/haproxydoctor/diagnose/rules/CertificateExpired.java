package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.CertificateVerdict;

/// A certificate of the server's chain is past its end, or before its beginning, and HAProxy
/// verifies it.
///
/// Not to be confused with `certificate-untrusted`, where a new certificate from the same authority
/// would fail just as well; HAProxy's words are the same for both.
final class CertificateExpired implements TlsRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, SOCKERR);

  @Override
  public Cause cause() {
    return Cause.fault("certificate-expired");
  }

  @Override
  public Opinion judge(TlsTrouble trouble) {
    Optional<CertificateVerdict> verdict =
        trouble.verdict().filter(CertificateVerdict::isAboutTime);
    return Opinion.foundIf(
        verdict.isPresent(),
        () ->
            trouble.clue(
                verdict.orElseThrow().says(),
                AGREEING,
                trouble.certificate(verdict.orElseThrow().about()),
                " ca-file ",
                " verify "));
  }
}
