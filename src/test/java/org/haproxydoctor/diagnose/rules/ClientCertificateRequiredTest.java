package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.alert;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.asked;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.reset;
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
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.Optional;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.junit.jupiter.api.Test;

class ClientCertificateRequiredTest {

  private static ServerScene inTls() {
    return server("app/w1").tls().down().check(L6RSP, "SSL handshake failure");
  }

  private static final ProbeResult REFUSED = ended(Stage.TLS, Word.TLS_FAILED);

  @Test
  void found_when_none_is_shown() {
    Incident incident =
        Incident.of(inTls().fails(asked(REFUSED, Optional.of("bad_certificate"), none())));
    assertThat(causes(incident)).containsExactly("client-certificate-required");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("HAProxy has none");
  }

  @Test
  void found_when_the_one_shown_is_refused() {
    Incident incident =
        Incident.of(
            inTls().fails(asked(REFUSED, Optional.of("unknown_ca"), Optional.of("CN=haproxy"))));
    assertThat(first(incident).summary()).contains("refuses HAProxy's, CN=haproxy");
  }

  @Test
  void found_when_the_refusal_comes_after_the_handshake() {
    for (Word word : new Word[] {Word.TLS_FAILED, Word.RESET, Word.CLOSED}) {
      Incident incident =
          Incident.of(
              server("app/w1")
                  .tls()
                  .down()
                  .check(SOCKERR, "SSL fatal error")
                  .fails(asked(withTls(ended(Stage.FIRST_BYTE, word)), Optional.empty(), none())));
      assertThat(causes(incident)).containsExactly("client-certificate-required");
    }
  }

  @Test
  void found_when_the_refusal_is_an_answer() {
    ProbeResult nginx = answered(400, "<center>No required SSL certificate was sent</center>");
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L7STS, 400)
                .fails(asked(withTls(nginx), Optional.empty(), none())));
    assertThat(causes(incident)).containsExactly("client-certificate-required");
  }

  @Test
  void ruled_out_when_nothing_was_asked_for_or_a_login_is_wanted() {
    assertRuledOut(
        new ClientCertificateRequired(), Incident.of(inTls().fails(alert("handshake_failure"))));
    assertRuledOut(
        new ClientCertificateRequired(),
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L7STS, 401)
                .fails(asked(withTls(answered(401)), Optional.empty(), none()))));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  @Test
  void not_examined_by_haproxys_word_alone() {
    assertThat(diagnosis(Incident.of(inTls())).notExamined())
        .anyMatch(n -> n.what().equals("client-certificate-required"));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new ClientCertificateRequired(),
        Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new ClientCertificateRequired(), Incident.of(server("app/w1").tls()));
  }
}
