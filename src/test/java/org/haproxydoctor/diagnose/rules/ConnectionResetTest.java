package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
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
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class ConnectionResetTest {

  @Test
  void found_when_neither_tls_nor_a_proxy_header_helps() {
    for (Word word : List.of(Word.RESET, Word.CLOSED)) {
      Incident incident =
          Incident.of(
              server("app/w1")
                  .down()
                  .check(word == Word.RESET ? SOCKERR : L7RSP)
                  .fails(ended(Stage.FIRST_BYTE, word))
                  .failsEvenIf(Kind.WITH_TLS, reset())
                  .failsEvenIf(Kind.WITH_PROXY_HEADER, reset()));
      assertThat(causes(incident)).containsExactly("connection-reset");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    }
  }

  @Test
  void in_doubt_while_nothing_else_was_tried() {
    Incident incident = Incident.of(server("app/w1").down().check(SOCKERR).fails(reset()));
    assertThat(causes(incident)).containsExactly("connection-reset");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void in_doubt_when_a_handshake_is_cut() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L6RSP, "SSL handshake failure")
                .fails(ended(Stage.TLS, Word.CLOSED))
                .failsEvenIf(Kind.WITHOUT_TLS, reset()));
    assertThat(causes(incident)).containsExactly("connection-reset");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_tls_is_spoken() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(SOCKERR)
                .fails(reset())
                .passesIf(Kind.WITH_TLS, "", withTls(answered(200))));
    assertRuledOut(new ConnectionReset(), incident);
  }

  @Test
  void ruled_out_when_a_proxy_header_is_wanted() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(SOCKERR)
                .fails(reset())
                .passesIf(Kind.WITH_PROXY_HEADER, "v2", answered(200)));
    assertRuledOut(new ConnectionReset(), incident);
  }

  @Test
  void ruled_out_when_only_the_method_is_hung_up_on() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .asks("OPTIONS", "/")
                .check(SOCKERR)
                .fails(reset())
                .passesIf(Kind.METHOD_GET, "GET", answered(200)));
    assertThat(causes(incident)).containsExactly("health-method-rejected");
  }

  @Test
  void cannot_tell_by_haproxys_word_alone() {
    Incident incident =
        Incident.of(
            server("app/w1").down().unconfigured().check(SOCKERR, "Connection reset by peer"));
    assertThat(causes(incident)).doesNotContain("connection-reset");
    assertThat(diagnosis(incident).ruledOut()).doesNotContain("connection-reset");
  }

  @Test
  void silent_when_all_is_well() {
    assertSilent(new ConnectionReset(), Incident.of(server("app/w1").check(L7OK)));
  }
}
