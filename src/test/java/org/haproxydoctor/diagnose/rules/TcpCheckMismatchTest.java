package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.withTls;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.diagnose.rules.Talks.REDIS;
import static org.haproxydoctor.diagnose.rules.Talks.RULES;
import static org.haproxydoctor.diagnose.rules.Talks.RULES_FOR_REDIS;
import static org.haproxydoctor.diagnose.rules.Talks.closed;
import static org.haproxydoctor.diagnose.rules.Talks.mismatch;
import static org.haproxydoctor.diagnose.rules.Talks.silent;
import static org.haproxydoctor.diagnose.rules.Talks.speech;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class TcpCheckMismatchTest {

  @Test
  void found_when_something_else_comes_also_where_haproxy_only_says_timeout() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(RULES)
                .check(L7TOUT, " at step 2 of tcp-check (expect string 'running')")
                .fails(mismatch(speech(Protocol.TEXT, "stopped"))),
            server("app/w2")
                .down()
                .talks(RULES)
                .check(L7RSP, "TCPCHK did not match content 'running' at step 2")
                .fails(mismatch(speech(Protocol.TEXT, "stopped"))));
    assertThat(causes(incident)).containsExactly("tcp-check-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).evidence()).anyMatch(e -> e.value().equals("stopped"));
  }

  @Test
  void found_when_the_server_falls_silent_or_hangs_up_after_an_answer() {
    for (var result : List.of(silent(true), closed(true))) {
      Incident incident =
          Incident.of(server("app/w1").down().talks(RULES).check(L7TOUT).fails(result));
      assertThat(causes(incident))
          .contains("tcp-check-mismatch")
          .doesNotContain("application-hung");
    }
  }

  @Test
  void ruled_out_when_nothing_was_ever_said() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(RULES)
                .check(L7TOUT)
                .fails(silent(false))
                .failsEvenIf(Kind.MORE_TIME, silent(false)));
    assertThat(causes(incident)).containsExactly("application-hung");
  }

  @Test
  void ruled_out_when_another_service_listens() {
    for (var dialogue : List.of(REDIS, RULES_FOR_REDIS)) {
      Incident incident =
          Incident.of(
              server("app/w1")
                  .down()
                  .talks(dialogue)
                  .check(L7RSP)
                  .fails(mismatch(speech(Protocol.SSH, "SSH-2.0-x"))));
      assertThat(causes(incident)).containsExactly("protocol-mismatch");
    }
  }

  @Test
  void ruled_out_when_the_port_speaks_tls() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(REDIS)
                .check(L7STS)
                .fails(closed(false))
                .passesIf(Kind.WITH_TLS, "", withTls(connected())));
    assertThat(causes(incident)).containsExactly("tls-required-by-server");
  }

  @Test
  void haproxys_words_name_the_step_where_nothing_was_repeated() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .unconfigured()
                .check(L7RSP, "TCPCHK did not match content '+PONG' at step 3"));
    assertThat(first(incident).cause().id()).isEqualTo("tcp-check-mismatch");
    assertThat(first(incident).summary()).contains("at step 3");
    Incident late =
        Incident.of(
            server("app/w1")
                .down()
                .unconfigured()
                .check(L7TOUT, " at step 3 of tcp-check (expect string '+PONG')"));
    assertThat(first(late).cause().id()).isEqualTo("tcp-check-mismatch");
    assertThat(first(late).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void cannot_tell_when_a_dialogue_failed_without_words_and_was_not_repeated() {
    Incident incident = Incident.of(server("app/w1").down().talks(REDIS).check(L7TOUT));
    assertThat(diagnosis(incident).ruledOut()).doesNotContain("tcp-check-mismatch");
  }

  @Test
  void http_checks_are_not_concerned() {
    assertSilent(new TcpCheckMismatch(), Incident.of(server("app/w1").down().check(L7RSP)));
  }

  @Test
  void silent_when_all_is_well() {
    assertSilent(new TcpCheckMismatch(), Incident.of(server("app/w1").talks(RULES).check(L7OK)));
  }

  @Test
  void ruled_out_when_more_time_is_enough() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(RULES)
                .check(L7TOUT)
                .fails(silent(false))
                .passesIf(Kind.MORE_TIME, "2 s", connected()));
    assertRuledOut(new TcpCheckMismatch(), incident);
    assertThat(causes(incident)).containsExactly("health-check-too-slow");
  }
}
