package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.Results.unreachable;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class ConnectionTimeoutTest {

  @Test
  void found_when_both_get_no_answer() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT)));
    assertThat(causes(incident)).containsExactly("connection-timeout");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void likely_by_haproxys_word_alone() {
    Incident incident = Incident.of(server("app/w1").down().check(L4TOUT));
    assertThat(causes(incident)).containsExactly("connection-timeout");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void a_bare_connection_speaks_where_the_check_is_not_known() {
    assertThat(
            first(
                    Incident.of(
                        server("app/w1").down().check(L4TOUT).connects(timeout(Stage.CONNECT))))
                .certainty())
        .isEqualTo(Certainty.CONFIRMED);
    assertThat(
            first(Incident.of(server("app/w1").down().check(L4TOUT).connects(unreachable())))
                .certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void in_doubt_when_more_patience_is_rewarded() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L4TOUT)
                .fails(timeout(Stage.CONNECT))
                .passesIf(Kind.MORE_TIME, "3s", answered(200)));
    assertThat(causes(incident)).containsExactly("connection-timeout");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_the_system_says_unreachable() {
    Incident incident =
        Incident.of(
            server("app/w1").down().check(L4CON, "No route to host").fails(timeout(Stage.CONNECT)));
    assertThat(causes(incident)).containsExactly("host-unreachable");
    assertRuledOut(new ConnectionTimeout(), incident);
  }

  @Test
  void ruled_out_when_the_server_accepts_and_then_says_nothing() {
    assertRuledOut(
        new ConnectionTimeout(),
        Incident.of(server("app/w1").down().check(L7TOUT).fails(timeout(Stage.FIRST_BYTE))));
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new ConnectionTimeout(), Incident.of(server("app/w1")));
  }
}
