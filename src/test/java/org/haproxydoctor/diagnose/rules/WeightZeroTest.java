package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.time.Duration;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class WeightZeroTest {

  @Test
  void found_when_set_at_run_time() {
    Incident incident = Incident.of(server("app/w1").configWeight(100).weighs(0, 0));
    assertThat(causes(incident)).containsExactly("weight-zero");
    Finding finding = first(incident);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.summary()).contains("set at run time");
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("weight", "0")
        .containsEntry("config.weight", "100");
  }

  @Test
  void found_when_a_state_file_brought_it_back() {
    ServerScene empty = server("app/w1").configWeight(100).weighs(0, 0);
    Incident incident =
        Incident.of(empty).info("Uptime_sec", 600).stateFile(Duration.ofHours(1), empty);
    assertThat(causes(incident)).containsExactly("weight-zero");
    assertThat(first(incident).summary()).contains("as its state file had it");
    assertThat(first(incident).clues().getFirst().facts()).containsKey("state.file");
  }

  @Test
  void found_when_configured() {
    Incident incident = Incident.of(server("app/w1").configWeight(0).weighs(0, 0));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("configured");
  }

  @Test
  void no_alarm_while_others_serve() {
    Incident incident = Incident.of(server("app/w1").weighs(0, 0), server("app/w2"));
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
    assertThat(first(incident).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void found_by_haproxys_column_alone() {
    Incident incident =
        Incident.of(server("app/w1").weighs(0, 0)).withoutStates().withoutConfiguration("no file");
    assertThat(causes(incident)).containsExactly("weight-zero");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void ruled_out_when_nobody_asked_for_it() {
    assertRuledOut(new WeightZero(), Incident.of(server("app/w1").weighs(0, 10)));
  }

  @Test
  void possible_where_an_agent_may_have_set_it() {
    Incident incident =
        Incident.of(server("app/w1").line(20, "server w1 10.0.0.1:80 agent-check").weighs(0, 0));
    assertThat(causes(incident)).containsExactly("weight-zero");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void possible_and_no_outage_where_use_server_leads_to_servers_that_were_never_balanced_to() {
    Incident incident =
        Incident.of(
                server("app/w1").configWeight(0).weighs(0, 0),
                server("app/w2").configWeight(0).weighs(0, 0))
            .useServer("w1")
            .useServer("w2");
    assertThat(causes(incident)).containsExactly("weight-zero");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(incident).summary()).contains("but what `use-server` sends");
    assertThat(first(incident).evidence())
        .anyMatch(e -> e.field().equals("use-server") && e.value().contains("use-server w1"))
        .anyMatch(e -> e.subject().equals("app") && e.value().equals("DOWN"));
    assertThat(diagnosis(incident).status()).isEqualTo(Status.WARNING);
  }

  @Test
  void an_outage_still_where_use_server_leads_to_a_server_in_maintenance() {
    Incident incident =
        Incident.of(
                server("app/w1").configWeight(0).weighs(0, 0),
                server("app/w2").configWeight(0).is(Word.MAINT, "MAINT").flags(AdminFlag.FMAINT))
            .useServer("w2");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.CRITICAL);
    assertThat(diagnosis(incident).findings())
        .filteredOn(f -> f.cause().id().equals("weight-zero"))
        .allMatch(f -> f.certainty() == Certainty.CONFIRMED);
  }

  @Test
  void an_outage_of_servers_that_were_balanced_to_is_only_possible_where_a_rule_may_reach_any() {
    Incident incident = Incident.of(server("app/w1").configWeight(100).weighs(0, 0)).useServer("");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void certain_with_use_server_while_others_serve() {
    Incident incident =
        Incident.of(server("app/w1").configWeight(0).weighs(0, 0), server("app/w2"))
            .useServer("w1");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void silent_on_servers_that_are_down_or_healthy() {
    assertSilent(new WeightZero(), Incident.of(server("app/w1").down().weighs(0, 0)));
    assertSilent(new WeightZero(), Incident.of(server("app/w1")));
  }
}
