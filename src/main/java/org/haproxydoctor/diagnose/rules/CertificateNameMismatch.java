package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;

/// The server's certificate is trusted, but has not the name that `check-sni` or, where no name is
/// sent, `verifyhost` wants.
///
/// Not to be confused with `sni-missing`, where another certificate comes once a name is sent.
final class CertificateNameMismatch implements TlsRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, SOCKERR);

  @Override
  public Cause cause() {
    return Cause.fault("certificate-name-mismatch");
  }

  /// HAProxy has words of its own for this one (`conn_err_code_str()`, src/connection.c).
  @Override
  public Opinion judge(CheckFailure failing) {
    boolean saysSo =
        !failing.isRepeated()
            && failing.haproxySays(L6RSP)
            && failing.report().contains("certificate different from");
    return saysSo
        ? Opinion.found(
            CheckClue.of(
                failing,
                "the certificate is for another name than the one wanted",
                AGREEING,
                List.of()))
        : TlsRule.super.judge(failing);
  }

  @Override
  public Opinion judge(TlsTrouble trouble) {
    Optional<CertificateVerdict> verdict =
        trouble.verdict().filter(v -> v.fault() == Fault.OTHER_NAME);
    return Opinion.foundIf(
        verdict.isPresent(),
        () ->
            trouble.clue(
                verdict.orElseThrow().says(),
                AGREEING,
                trouble.certificate(Optional.empty()),
                trouble.tls().sni().isPresent() ? " check-sni " : " verifyhost "));
  }
}
