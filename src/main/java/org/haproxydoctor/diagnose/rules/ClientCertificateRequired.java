package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
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
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.check.TlsSeen.CertificateRequest;

/// The server asks HAProxy for a certificate (mutual TLS) and gets none, or one it does not take.
/// In TLS 1.3 the refusal only comes after HAProxy believes the handshake to be done.
///
/// Not to be confused with `certificate-untrusted`, where HAProxy is the one who refuses, nor with
/// `health-auth-required`, where no certificate was asked for.
final class ClientCertificateRequired implements TlsRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, SOCKERR, L7RSP, L7STS);
  private static final int MOST = 3;

  @Override
  public Cause cause() {
    return Cause.fault("client-certificate-required");
  }

  @Override
  public Opinion judge(TlsTrouble trouble) {
    return Opinion.foundIf(trouble.wantsOurs(), () -> clue(trouble));
  }

  private static Clue clue(TlsTrouble trouble) {
    CertificateRequest request = trouble.seen().request().orElseThrow();
    Optional<String> crt = trouble.tls().clientCertificate();
    boolean unread = crt.isPresent() && request.sent().isEmpty();
    String says =
        request
            .sent()
            .map(s -> "the server asks for a certificate and refuses HAProxy's, " + s)
            .orElse(
                unread
                    ? "the server asks for a certificate and may refuse HAProxy's"
                    : "the server asks for a certificate, and HAProxy has none for it");
    ServerRef ref = trouble.failing().server().ref();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.probe(
            ref,
            "certificate asked for",
            request.authorities().isEmpty()
                ? "of any authority"
                : "of " + ShortList.of(request.authorities(), MOST)));
    request.sent().map(s -> Evidence.probe(ref, "certificate sent", s)).ifPresent(evidence::add);
    Clue clue =
        trouble
            .clue(says, AGREEING, evidence, crt.isPresent() ? " crt " : " ssl ")
            .withFacts(
                request.authorities().isEmpty()
                    ? Map.of()
                    : Map.of("tls.authorities", ShortList.of(request.authorities(), MOST)));
    return unread ? clue.inDoubt() : clue;
  }
}
