package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.Results.withTls;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.diagnose.rules.Talks.REDIS;
import static org.haproxydoctor.diagnose.rules.Talks.mismatch;
import static org.haproxydoctor.diagnose.rules.Talks.notHttp;
import static org.haproxydoctor.diagnose.rules.Talks.speech;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class ProtocolMismatchTest {
  private static final Dialogue GREETING =
      new Dialogue(
          "smtpchk",
          List.of(
              new Dialogue.Expect(
                  1, "expect a greeting", Dialogue.Kind.REGEX, false, "^2", Optional.empty())),
          1024);

  @Test
  void found_by_the_banner_whatever_word_haproxy_has_for_it() {
    for (CheckStatus word : List.of(L7RSP, L7TOUT, SOCKERR)) {
      Incident incident =
          Incident.of(
              server("app/w1")
                  .down()
                  .check(word)
                  .fails(notHttp(speech(Protocol.SSH, "SSH-2.0-OpenSSH_9.2"))));
      assertThat(causes(incident)).containsExactly("protocol-mismatch");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
      assertThat(first(incident).summary()).contains("speaks SSH");
    }
  }

  @Test
  void found_when_a_server_that_waits_to_be_asked_answers_http() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7TOUT)
                .talks(GREETING)
                .fails(timeout(Stage.FIRST_BYTE))
                .failsEvenIf(Kind.MORE_TIME, timeout(Stage.FIRST_BYTE))
                .failsEvenIf(Kind.HTTP, answered(404)));
    assertThat(causes(incident)).containsExactly("protocol-mismatch");
    assertThat(first(incident).summary()).contains("an SMTP check meets a server that speaks HTTP");
  }

  @Test
  void found_when_only_the_opening_of_http2_is_answered() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7TOUT)
                .fails(timeout(Stage.FIRST_BYTE))
                .failsEvenIf(Kind.MORE_TIME, timeout(Stage.FIRST_BYTE))
                .passesIf(Kind.HTTP2, "h2", connected()));
    assertThat(causes(incident)).containsExactly("protocol-mismatch");
  }

  @Test
  void found_when_haproxys_parser_refuses_an_answer_that_reads_well() {
    ProbeResult good = answered(200);
    HttpAnswer flawed = good.http().orElseThrow().refusedFor("a header has the name 'X Y'");
    ProbeResult result =
        new ProbeResult(
            good.endpoint(),
            good.address(),
            good.word(),
            good.stage(),
            "",
            good.timings(),
            Optional.of(flawed),
            Optional.empty(),
            "");
    Incident incident = Incident.of(server("app/w1").down().check(L7RSP).fails(result));
    assertThat(causes(incident)).containsExactly("protocol-mismatch");
    assertThat(first(incident).evidence()).anyMatch(e -> e.value().contains("'X Y'"));
  }

  @Test
  void found_when_the_head_of_an_answer_has_no_end() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L7RSP).fails(ended(Stage.BODY, Word.ERROR)));
    assertThat(causes(incident)).containsExactly("protocol-mismatch");
  }

  @Test
  void ruled_out_when_the_strange_answer_is_tls() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .fails(notHttp(speech(Protocol.TLS, "TLS (alert protocol_version)")))
                .passesIf(Kind.WITH_TLS, "", withTls(answered(200))));
    assertThat(causes(incident)).containsExactly("tls-required-by-server");
  }

  @Test
  void ruled_out_when_the_service_answers_at_its_own_port() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .checkPort(22)
                .check(L7RSP)
                .fails(notHttp(speech(Protocol.SSH, "SSH-2.0-x")))
                .passesIf(Kind.SERVICE_TARGET, "10.0.0.1:8080", answered(200)));
    assertThat(causes(incident)).containsExactly("check-target-differs");
  }

  @Test
  void ruled_out_when_the_right_protocol_says_something_else() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(REDIS)
                .check(L7TOUT)
                .fails(mismatch(speech(Protocol.REDIS, "-BUSY"))));
    assertRuledOut(new ProtocolMismatch(), incident);
  }

  @Test
  void a_reset_is_no_protocol() {
    assertRuledOut(
        new ProtocolMismatch(), Incident.of(server("app/w1").down().check(SOCKERR).fails(reset())));
  }

  @Test
  void haproxys_report_of_a_banner_is_a_sign_by_itself() {
    Incident incident =
        Incident.of(server("app/w1").down().unconfigured().check(L7RSP, "SSH-2.0-OpenSSH_9.2"));
    assertThat(first(incident).cause().id()).isEqualTo("protocol-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void cannot_tell_without_words_and_without_a_repetition() {
    Incident incident = Incident.of(server("app/w1").down().check(L7RSP));
    assertThat(diagnosis(incident).ruledOut()).doesNotContain("protocol-mismatch");
  }

  @Test
  void ruled_out_when_the_status_is_at_fault() {
    assertRuledOut(
        new ProtocolMismatch(),
        Incident.of(server("app/w1").down().check(L7STS, 404).fails(answered(404))));
  }

  @Test
  void silent_when_all_is_well() {
    assertSilent(new ProtocolMismatch(), Incident.of(server("app/w1").check(L7OK)));
  }
}
