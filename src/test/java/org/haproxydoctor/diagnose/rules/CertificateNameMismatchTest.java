package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answeredBy;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.turnedDown;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class CertificateNameMismatchTest {

  private static ServerScene inTls() {
    return server("app/w1").tls().down().check(L6RSP, "SSL handshake failure");
  }

  @Test
  void found_when_no_name_of_the_certificate_is_the_one_wanted() {
    Incident incident =
        Incident.of(inTls().fails(turnedDown(Fault.OTHER_NAME, "it is for a, not for b", "AA")));
    assertThat(causes(incident)).containsExactly("certificate-name-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_when_the_very_same_certificate_comes_with_another_name() {
    Incident incident =
        Incident.of(
            inTls()
                .fails(turnedDown(Fault.OTHER_NAME, "it is for a, not for b", "AA"))
                .passesIf(Kind.WITH_SNI, "a", answeredBy("AA", 200)));
    assertThat(causes(incident)).containsExactly("certificate-name-mismatch");
  }

  @Test
  void found_when_the_name_that_is_sent_is_the_wrong_one() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls(TlsSettings.plain().withSni("old.example.com"), "check-sni old.example.com")
                .down()
                .check(L6RSP)
                .fails(turnedDown(Fault.OTHER_NAME, "it is for a, not for b", "AA"))
                .passesIf(Kind.WITH_SNI, "a", answeredBy("BB", 200)));
    assertThat(causes(incident)).containsExactly("certificate-name-mismatch");
  }

  @Test
  void found_by_haproxys_own_words_alone() {
    for (String wanted : new String[] {"configured", "expected"}) {
      Incident incident =
          Incident.of(
              server("app/w1")
                  .tls()
                  .down()
                  .check(
                      L6RSP,
                      "Server presented an SSL certificate different from the " + wanted + " one"));
      assertThat(causes(incident)).containsExactly("certificate-name-mismatch");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
    }
  }

  @Test
  void ruled_out_when_another_certificate_comes_with_a_name_or_it_is_not_trusted_at_all() {
    assertRuledOut(
        new CertificateNameMismatch(),
        Incident.of(
            inTls()
                .fails(turnedDown(Fault.OTHER_NAME, "no", "AA"))
                .passesIf(Kind.WITH_SNI, "b", answeredBy("BB", 200))));
    assertRuledOut(
        new CertificateNameMismatch(),
        Incident.of(inTls().fails(turnedDown(Fault.SELF_SIGNED, "no", "AA"))));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new CertificateNameMismatch(),
        Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new CertificateNameMismatch(), Incident.of(server("app/w1").tls()));
  }
}
