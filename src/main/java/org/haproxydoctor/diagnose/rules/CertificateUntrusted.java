package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;

/// The server's certificate cannot be traced to an authority in `ca-file`: it vouches for itself,
/// an intermediate is not sent, or another authority issued it; or it may not be used for this.
///
/// Not to be confused with `certificate-expired`, nor with the default certificate that a server
/// shows to clients without a name (`sni-missing`).
final class CertificateUntrusted implements TlsRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, SOCKERR);

  @Override
  public Cause cause() {
    return Cause.fault("certificate-untrusted");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    Optional<String> unread =
        failing
            .server()
            .mirrored()
            .filter(r -> r.passed() && failing.haproxySays(L6RSP))
            .flatMap(r -> r.result().seen().notes().stream().findFirst());
    return unread
        .map(why -> Opinion.notExamined(why.replaceFirst("\\.$", "")))
        .orElseGet(() -> TlsRule.super.judge(failing));
  }

  @Override
  public Opinion judge(TlsTrouble trouble) {
    Optional<CertificateVerdict> verdict =
        trouble.verdict().filter(v -> !v.isAboutTime() && v.fault() != Fault.OTHER_NAME);
    return Opinion.foundIf(
        verdict.isPresent(),
        () ->
            trouble.clue(
                verdict.orElseThrow().says(),
                AGREEING,
                trouble.certificate(Optional.empty()),
                " ca-file ",
                " verify "));
  }
}
