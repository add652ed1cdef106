package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;

import java.time.Duration;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class DrainedByOperatorTest {

  private static ServerScene drained() {
    return server("app/w1").is(Word.DRAIN, "DRAIN").flags(AdminFlag.FDRAIN);
  }

  @Test
  void found_by_the_flag() {
    Incident incident = Incident.of(drained());
    assertThat(causes(incident)).containsExactly("drained-by-operator");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first(incident).evidence())
        .contains(Evidence.state("app/w1", "srv_admin_state", "FDRAIN"));
  }

  @Test
  void found_when_a_state_file_brought_it_back() {
    Incident incident =
        Incident.of(drained()).info("Uptime_sec", 600).stateFile(Duration.ofHours(1), drained());
    assertThat(causes(incident)).containsExactly("drained-by-operator");
    assertThat(first(incident).summary()).contains("before the last start");
  }

  @Test
  void no_alarm_while_others_serve_not_even_when_the_drained_server_is_stopped() {
    ServerScene stopped =
        server("app/w1")
            .flags(AdminFlag.FDRAIN)
            .down()
            .check(L4CON, "Connection refused")
            .fails(refused());
    Incident incident = Incident.of(stopped, server("app/w2"));
    assertThat(causes(incident)).containsExactly("connection-refused", "drained-by-operator");
    assertThat(diagnosis(incident).findings()).allMatch(f -> f.severity() == Severity.INFO);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void found_on_the_stats_page() {
    assertThat(causes(Incident.of(drained()).withoutStates()))
        .containsExactly("drained-by-operator");
  }

  @Test
  void not_examined_where_an_agent_may_have_asked_for_it() {
    Incident incident =
        Incident.of(server("app/w1").is(Word.DRAIN, "DRAIN (agent)").flags(AdminFlag.FDRAIN));
    assertThat(causes(incident)).doesNotContain("drained-by-operator");
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n -> n.what().equals("drained-by-operator"));
  }

  @Test
  void possible_as_cause_of_an_outage_where_use_server_leads_past_the_drain() {
    Incident incident = Incident.of(drained()).useServer("w1");
    assertThat(causes(incident)).containsExactly("drained-by-operator");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_a_tracked_server_is_drained() {
    assertRuledOut(
        new DrainedByOperator(),
        Incident.of(server("app/w1").is(Word.DRAIN, "DRAIN").flags(AdminFlag.IDRAIN)));
  }

  @Test
  void silent_on_weight_zero_and_on_healthy_servers() {
    assertSilent(new DrainedByOperator(), Incident.of(server("app/w1").weighs(0, 0)));
    assertSilent(new DrainedByOperator(), Incident.of(server("app/w1")));
  }
}
