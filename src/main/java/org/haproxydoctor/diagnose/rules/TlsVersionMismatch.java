package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;

/// HAProxy and the server have no TLS version, cipher or curve in common.
///
/// Not to be confused with `server-not-tls`: here the server answers in TLS, and agrees once other
/// versions and ciphers are offered.
final class TlsVersionMismatch implements TlsRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, L6TOUT, SOCKERR);

  @Override
  public Cause cause() {
    return Cause.fault("tls-version-mismatch");
  }

  @Override
  public Opinion judge(TlsTrouble trouble) {
    if (trouble.isRefusedWithoutReason() && !trouble.isNameless()) {
      return Opinion.found(clue(trouble).inDoubt());
    }
    return Opinion.foundIf(
        trouble.noCommonVersion() && !trouble.noCommonProtocol(), () -> clue(trouble));
  }

  private static Clue clue(TlsTrouble trouble) {
    Optional<Variation> other = trouble.failing().tried(Kind.OTHER_TLS).findFirst();
    Optional<TlsFacts> agreed =
        other.flatMap((Variation v) -> Optional.of(v.replay().result())).flatMap(ProbeResult::tls);
    String says =
        agreed
            .map(t ->
                "the server and HAProxy have no TLS version, cipher or curve in common; the server"
                    + " would take "
                    + t.protocol())
            .orElse("the server takes none of the TLS versions that HAProxy offers");
    List<Evidence> evidence = new ArrayList<>();
    agreed
        .map(t ->
            Evidence.probe(
                trouble.failing().server().ref(),
                "handshake " + other.map(Variation::change).orElse(""),
                t.protocol() + ", " + t.cipher()))
        .ifPresent(evidence::add);
    Clue clue =
        trouble.clue(
            says,
            AGREEING,
            evidence,
            " ssl-min-ver ",
            " ssl-max-ver ",
            " force-",
            " no-tls",
            " ciphers ",
            " ciphersuites ",
            " curves ");
    return agreed.isEmpty()
        ? clue
        : clue.withFacts(
            Map.of("tls.version", agreed.get().protocol(), "tls.cipher", agreed.get().cipher()));
  }
}
