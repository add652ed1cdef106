package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.seen;
import static org.haproxydoctor.diagnose.Results.turnedDown;
import static org.haproxydoctor.diagnose.Results.withTls;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.TlsSeen;
import org.junit.jupiter.api.Test;

class CertificateUntrustedTest {

  private static ServerScene inTls() {
    return server("app/w1").tls().down().check(L6RSP, "SSL handshake failure");
  }

  @Test
  void found_for_everything_that_breaks_the_chain() {
    for (Fault fault :
        new Fault[] {
          Fault.SELF_SIGNED,
          Fault.ISSUER_MISSING,
          Fault.OTHER_AUTHORITY,
          Fault.NOT_MEANT_FOR_THIS,
          Fault.FORGED,
          Fault.REVOKED,
          Fault.WEAK
        }) {
      Incident incident = Incident.of(inTls().fails(turnedDown(fault, "it is not in ca.pem", "A")));
      assertThat(causes(incident)).containsExactly("certificate-untrusted");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    }
  }

  @Test
  void ruled_out_when_a_date_or_the_name_is_at_fault() {
    for (Fault fault : new Fault[] {Fault.EXPIRED, Fault.NOT_YET_VALID, Fault.OTHER_NAME}) {
      assertRuledOut(
          new CertificateUntrusted(), Incident.of(inTls().fails(turnedDown(fault, "no", "AA"))));
    }
  }

  @Test
  void not_examined_when_the_authorities_could_not_be_read() {
    TlsSeen unread =
        new TlsSeen(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(
                "Whether the certificate is trusted is not judged: /etc/ca.pem: permission"
                    + " denied."));
    Incident incident = Incident.of(inTls().passes(seen(withTls(answered(200)), unread)));
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n ->
            n.what().equals("certificate-untrusted") && n.reason().contains("permission denied"));
  }

  @Test
  void not_examined_by_haproxys_word_alone() {
    assertThat(diagnosis(Incident.of(inTls())).notExamined())
        .anyMatch(n -> n.what().equals("certificate-untrusted"));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new CertificateUntrusted(),
        Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new CertificateUntrusted(), Incident.of(server("app/w1").tls()));
  }
}
