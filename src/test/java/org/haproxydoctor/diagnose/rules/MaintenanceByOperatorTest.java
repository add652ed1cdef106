package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class MaintenanceByOperatorTest {

  private static ServerScene forced() {
    return server("app/w1").maint().flags(AdminFlag.FMAINT);
  }

  @Test
  void found_by_haproxys_flag_and_a_configuration_that_does_not_say_disabled() {
    Incident incident = Incident.of(forced());
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.evidence()).contains(Evidence.state("app/w1", "srv_admin_state", "FMAINT"));
  }

  @Test
  void a_closed_frontend_is_an_outage_of_its_own() {
    Finding finding =
        first(Incident.of(server("app/w1")).frontend("www", "STOP").frontend("api", "OPEN"));
    assertThat(finding.cause().id()).isEqualTo("maintenance-by-operator");
    assertThat(finding.subjects()).containsExactly("www");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void frontends_of_a_leaving_process_or_of_other_backends_are_none() {
    Incident leaving = Incident.of(server("app/w1")).frontend("www", "STOP").info("Stopping", 1);
    assertThat(causes(leaving)).doesNotContain("maintenance-by-operator");
    Incident other = Incident.of(server("app/w1")).frontend("www", "STOP").target("app");
    assertThat(causes(other)).isEmpty();
    assertThat(causes(other.target("www"))).containsExactly("maintenance-by-operator");
  }

  @Test
  void no_alarm_while_others_serve() {
    Incident incident = Incident.of(forced(), server("app/w2"));
    assertThat(first(incident).severity()).isEqualTo(Severity.INFO);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void found_on_the_stats_page_where_the_configuration_tells() {
    Incident incident = Incident.of(server("app/w1").maint()).withoutStates();
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
  }

  @Test
  void possible_where_neither_flags_nor_configuration_tell() {
    Incident incident =
        Incident.of(server("app/w1").maint()).withoutStates().withoutConfiguration("no file");
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void in_doubt_where_an_agent_may_have_done_it() {
    Incident incident =
        Incident.of(forced().line(20, "server w1 10.0.0.1:80 check agent-check agent-port 9000"));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void found_for_a_server_added_at_run_time_and_never_enabled() {
    Incident incident =
        Incident.of(
            server("app/w1").unconfigured().maint().flags(AdminFlag.FMAINT, AdminFlag.CMAINT),
            server("app/w2"));
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
  }

  @Test
  void ruled_out_when_the_configuration_did_it() {
    assertRuledOut(
        new MaintenanceByOperator(),
        Incident.of(server("app/w1").disabled().maint().flags(AdminFlag.FMAINT, AdminFlag.CMAINT)));
  }

  @Test
  void ruled_out_when_a_tracked_server_did_it() {
    assertRuledOut(
        new MaintenanceByOperator(),
        Incident.of(
            server("app/w1")
                .is(Word.MAINT_VIA, "MAINT (via app/w2)")
                .flags(AdminFlag.IMAINT)
                .tracking("app/w2")));
  }

  @Test
  void a_failing_check_is_no_question_during_maintenance() {
    Incident incident = Incident.of(forced().fails(refused()), server("app/w2"));
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new MaintenanceByOperator(), Incident.of(server("app/w1")));
  }
}
