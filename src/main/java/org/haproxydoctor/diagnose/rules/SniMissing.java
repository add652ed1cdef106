package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;

/// The server picks its site, or its certificate, by the name a client sends in the handshake
/// (SNI), and the check sends none: a check never uses the traffic's `sni`.
///
/// Not to be confused with `certificate-name-mismatch`, where the same certificate comes with any
/// name, nor with `health-host-required`, where the `Host` header decides.
final class SniMissing implements TlsRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, SOCKERR, L7STS, L7RSP);

  @Override
  public Cause cause() {
    return Cause.fault("sni-missing");
  }

  @Override
  public Opinion judge(TlsTrouble trouble) {
    String whose = trouble.failing().whose();
    String says =
        trouble
            .tls()
            .sni()
            .map(
                n -> "the server does not know the server name (SNI) " + n + " " + whose + " sends")
            .orElse("the server needs a server name (SNI), but " + whose + " sends none");
    if (trouble.isRefusedWithoutReason() && trouble.isNameless()) {
      String maybe =
          "the server refuses a handshake without server name (SNI), and no name is known to try";
      return Opinion.found(clue(trouble, maybe).inDoubt());
    }
    return Opinion.foundIf(trouble.lacksName(), () -> clue(trouble, says));
  }

  private static Clue clue(TlsTrouble trouble, String says) {
    List<Evidence> tried = trouble.named().map(Testimony::of).stream().toList();
    return trouble.clue(says, AGREEING, tried, " check-sni ", " sni ", " ssl ");
  }
}
