package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.Results.withTls;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class ApplicationHungTest {

  private static ServerScene silent() {
    return server("app/w1").down().check(L7TOUT).fails(timeout(Stage.FIRST_BYTE));
  }

  @Test
  void found_when_no_patience_helps() {
    Incident incident =
        Incident.of(silent().failsEvenIf(Kind.MORE_TIME, timeout(Stage.FIRST_BYTE)));
    assertThat(causes(incident)).containsExactly("application-hung");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_when_other_paths_are_answered() {
    Incident incident =
        Incident.of(
            silent()
                .failsEvenIf(Kind.MORE_TIME, timeout(Stage.FIRST_BYTE))
                .passesIf(Kind.OTHER_PATH, "/", answered(200)));
    assertThat(causes(incident)).containsExactly("application-hung");
  }

  @Test
  void possible_when_nobody_had_the_patience_to_wait_on() {
    Incident incident = Incident.of(silent());
    assertThat(causes(incident)).containsExactly("application-hung");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void possible_beside_too_slow_by_haproxys_word_alone() {
    Incident incident = Incident.of(server("app/w1").down().check(L7TOUT));
    assertThat(causes(incident)).containsExactly("application-hung", "health-check-too-slow");
    assertThat(diagnosis(incident).findings()).allMatch(f -> f.certainty() == Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_an_answer_comes_in_the_end() {
    assertRuledOut(
        new ApplicationHung(),
        Incident.of(silent().passesIf(Kind.MORE_TIME, "10s", answered(200))));
  }

  @Test
  void ruled_out_when_the_port_waits_for_tls() {
    assertRuledOut(
        new ApplicationHung(),
        Incident.of(silent().passesIf(Kind.WITH_TLS, "", withTls(answered(200)))));
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new ApplicationHung(), Incident.of(server("app/w1")));
  }

  @Test
  void found_behind_a_handshake_that_succeeds() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L7TOUT)
                .fails(withTls(timeout(Stage.FIRST_BYTE)))
                .failsEvenIf(Kind.MORE_TIME, withTls(timeout(Stage.FIRST_BYTE))));
    assertThat(causes(incident)).containsExactly("application-hung");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void ruled_out_when_only_the_checks_method_is_left_hanging() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .asks("OPTIONS", "/")
                .down()
                .check(L7TOUT)
                .fails(timeout(Stage.FIRST_BYTE))
                .failsEvenIf(Kind.MORE_TIME, timeout(Stage.FIRST_BYTE))
                .passesIf(Kind.METHOD_GET, "GET", answered(200)));
    assertThat(causes(incident)).containsExactly("health-method-rejected");
    assertRuledOut(new ApplicationHung(), incident);
  }

  @Test
  void ruled_out_when_the_handshake_is_refused_in_the_end() {
    assertRuledOut(
        new ApplicationHung(),
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L6RSP)
                .fails(timeout(Stage.TLS))
                .failsEvenIf(Kind.MORE_TIME, ended(Stage.TLS, Word.RESET))));
  }
}
