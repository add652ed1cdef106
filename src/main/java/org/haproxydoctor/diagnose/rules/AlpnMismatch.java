package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
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
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;

/// HAProxy and the server do not agree on the protocol to speak inside TLS (ALPN), the server
/// speaks HTTP/2 only, or HTTP/1 only to a check that speaks HTTP/2 (`proto`).
///
/// Not to be confused with `protocol-mismatch`, where something other than HTTP listens.
final class AlpnMismatch implements TlsRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L6RSP, L6TOUT, SOCKERR, L7RSP, L7TOUT);

  @Override
  public Cause cause() {
    return Cause.fault("alpn-mismatch");
  }

  /// Without TLS nothing is agreed on: `proto` alone says what is spoken.
  @Override
  public Opinion judge(CheckFailure failing) {
    Said said = new Said(failing);
    return said.isOlderHttp() && !said.isAskedWrongly()
        ? Opinion.found(olderHttp(failing, said))
        : TlsRule.super.judge(failing);
  }

  private static Clue olderHttp(CheckFailure failing, Said said) {
    List<Evidence> more = new ArrayList<>(said.evidence());
    more.addAll(failing.tryOf(Kind.HTTP));
    return CheckClue.at(
            failing,
            failing.lineSaying(" check-proto ", " proto "),
            failing.whose() + " speaks HTTP/2, the server answers in HTTP/1",
            AGREEING,
            more)
        .withFacts(said.facts());
  }

  @Override
  public Opinion judge(TlsTrouble trouble) {
    return Opinion.foundIf(trouble.noCommonProtocol(), () -> clue(trouble));
  }

  private static Clue clue(TlsTrouble trouble) {
    List<String> offered = trouble.tls().alpn();
    String whose = trouble.failing().whose();
    String says =
        offered.isEmpty()
            ? "the server wants a protocol agreed on by ALPN, and " + whose + " offers none"
            : "the server speaks none of the protocols that "
                + whose
                + " offers by ALPN ("
                + String.join(", ", offered)
                + ")";
    Optional<Variation> helped = trouble.alpn();
    return trouble
        .clue(
            says,
            AGREEING,
            helped.map(Testimony::of).stream().toList(),
            " alpn ",
            " check-alpn ",
            " ssl ")
        .withFacts(
            helped
                .map(Variation::value)
                .filter(v -> !v.isEmpty())
                .map(v -> Map.of("tls.alpn", v))
                .orElse(Map.of()));
  }
}
