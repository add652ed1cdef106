package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
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
import org.haproxydoctor.diagnose.Kernel;
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
  void found_when_only_the_source_address_gets_no_answer() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .source("172.31.9.9")
                .check(L4TOUT)
                .connects(connected())
                .fails(timeout(Stage.CONNECT))
                .failsEvenIf(Kind.AGAIN, timeout(Stage.CONNECT))
                .passesIf(Kind.WITHOUT_SOURCE, "172.31.9.9", connected()));
    assertThat(causes(incident)).containsExactly("connection-timeout");
    assertThat(first(incident).summary()).contains("from 172.31.9.9 gets no answer");
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
  void hosts_that_are_off_have_one_cause_whichever_way_the_kernel_said_so() {
    Incident incident =
        Incident.of(
                server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT)),
                server("app/w2").down().check(L4CON, "No route to host").fails(unreachable()),
                server("app/w3").down().check(L4TOUT).fails(unreachable()))
            .kernel(Kernel.of("10.0.0.9").neighbour("FAILED", true));
    assertThat(causes(incident)).containsExactly("connection-timeout");
    assertThat(first(incident).subjects()).containsExactly("app/w1", "app/w2", "app/w3");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("the host is off or not on this link");
  }

  @Test
  void a_neighbour_that_answers_is_there_and_something_drops() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT)))
            .kernel(Kernel.of("10.0.0.9").neighbour("REACHABLE", false));
    assertThat(first(incident).summary()).contains("although the host is on the link");
  }

  @Test
  void a_silent_gateway_is_named() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT)))
            .kernel(Kernel.of("10.0.0.9").gateway("FAILED", true));
    assertThat(first(incident).summary()).contains("the gateway on the way");
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new ConnectionTimeout(), Incident.of(server("app/w1")));
  }
}
