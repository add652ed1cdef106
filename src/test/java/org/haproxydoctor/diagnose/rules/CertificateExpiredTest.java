package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.alert;
import static org.haproxydoctor.diagnose.Results.answeredBy;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.turnedDown;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class CertificateExpiredTest {

  private static ServerScene inTls() {
    return server("app/w1").tls().down().check(L6RSP, "SSL handshake failure");
  }

  @Test
  void found_whichever_end_of_its_life_it_is() {
    for (Fault fault : new Fault[] {Fault.EXPIRED, Fault.NOT_YET_VALID}) {
      Incident incident =
          Incident.of(inTls().fails(turnedDown(fault, "the certificate expired on a day", "AA")));
      assertThat(causes(incident)).containsExactly("certificate-expired");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
      assertThat(first(incident).summary()).contains("expired on a day");
    }
  }

  @Test
  void ruled_out_when_the_chain_or_the_name_is_at_fault() {
    for (Fault fault : new Fault[] {Fault.SELF_SIGNED, Fault.ISSUER_MISSING, Fault.OTHER_NAME}) {
      assertRuledOut(
          new CertificateExpired(), Incident.of(inTls().fails(turnedDown(fault, "no", "AA"))));
    }
    assertRuledOut(
        new CertificateExpired(), Incident.of(inTls().fails(alert("handshake_failure"))));
  }

  @Test
  void ruled_out_when_only_the_certificate_for_nameless_clients_has_expired() {
    Incident incident =
        Incident.of(
            inTls()
                .fails(turnedDown(Fault.EXPIRED, "the certificate expired", "AA"))
                .passesIf(Kind.WITH_SNI, "app.example.com", answeredBy("BB", 200)));
    assertRuledOut(new CertificateExpired(), incident);
    assertThat(causes(incident)).containsExactly("sni-missing");
  }

  @Test
  void not_examined_by_haproxys_word_alone() {
    assertThat(diagnosis(Incident.of(inTls())).notExamined())
        .anyMatch(n -> n.what().equals("certificate-expired"));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new CertificateExpired(), Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new CertificateExpired(), Incident.of(server("app/w1").tls()));
  }
}
