package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.alert;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.answeredBy;
import static org.haproxydoctor.diagnose.Results.reset;
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
import static org.haproxydoctor.model.CheckStatus.L7STS;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class SniMissingTest {

  private static ServerScene inTls() {
    return server("app/w1").tls().down().check(L6RSP, "SSL handshake failure");
  }

  @Test
  void possible_when_a_handshake_without_name_is_refused_and_no_name_is_known() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L6RSP, "SSL handshake failure")
                .fails(alert("handshake_failure")));
    assertThat(causes(incident)).containsExactly("sni-missing");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void found_when_the_handshake_succeeds_with_a_name() {
    Incident incident =
        Incident.of(
            inTls()
                .fails(alert("handshake_failure"))
                .passesIf(Kind.WITH_SNI, "app.example.com", answeredBy("AA", 200)));
    assertThat(causes(incident)).containsExactly("sni-missing");
    assertThat(first(incident).clues().getFirst().facts()).containsEntry("name", "app.example.com");
  }

  @Test
  void found_when_the_handshake_comes_further_with_a_name_though_the_answer_is_wrong() {
    Incident incident =
        Incident.of(
            inTls()
                .fails(alert("handshake_failure"))
                .failsEvenIf(Kind.WITH_SNI, answeredBy("AA", 404)));
    assertThat(causes(incident)).contains("sni-missing");
  }

  @Test
  void found_when_another_certificate_comes_with_a_name() {
    for (Fault fault : new Fault[] {Fault.OTHER_NAME, Fault.SELF_SIGNED, Fault.EXPIRED}) {
      Incident incident =
          Incident.of(
              inTls()
                  .fails(turnedDown(fault, "no", "AA"))
                  .passesIf(Kind.WITH_SNI, "app.example.com", answeredBy("BB", 200)));
      assertThat(causes(incident)).containsExactly("sni-missing");
    }
  }

  @Test
  void found_when_a_misdirected_request_is_answered_with_a_name() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls()
                .sendsHost("app.example.com")
                .down()
                .check(L7STS, 421)
                .fails(withTls(answered(421)))
                .passesIf(Kind.WITH_SNI, "app.example.com", withTls(answered(200))));
    assertThat(causes(incident)).containsExactly("sni-missing");
  }

  @Test
  void found_when_the_server_says_so_by_its_alert() {
    assertThat(causes(Incident.of(inTls().fails(alert("unrecognized_name")))))
        .containsExactly("sni-missing");
    Incident unknown =
        Incident.of(
            server("app/w1")
                .tls(TlsSettings.plain().withSni("old"), "check-sni old")
                .down()
                .check(L6RSP)
                .fails(alert("unrecognized_name"))
                .passesIf(Kind.WITHOUT_SNI, "", answeredBy("AA", 200)));
    assertThat(causes(unknown)).containsExactly("sni-missing");
    assertThat(first(unknown).summary()).contains("does not know");
  }

  @Test
  void ruled_out_when_the_same_certificate_comes_with_a_name_or_other_versions_help() {
    assertRuledOut(
        new SniMissing(),
        Incident.of(
            inTls()
                .fails(turnedDown(Fault.OTHER_NAME, "no", "AA"))
                .passesIf(Kind.WITH_SNI, "a", answeredBy("AA", 200))));
    assertRuledOut(
        new SniMissing(),
        Incident.of(
            inTls()
                .fails(alert("handshake_failure"))
                .failsEvenIf(Kind.WITH_SNI, alert("handshake_failure"))
                .passesIf(Kind.OTHER_TLS, "", withTls(answered(200)))));
  }

  @Test
  void not_examined_by_haproxys_word_alone() {
    assertThat(diagnosis(Incident.of(inTls())).notExamined())
        .anyMatch(n -> n.what().equals("sni-missing"));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new SniMissing(), Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new SniMissing(), Incident.of(server("app/w1").tls()));
  }
}
