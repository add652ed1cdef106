package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.junit.jupiter.api.Test;

class MaintenanceByConfigTest {

  private static ServerScene disabled() {
    return server("app/w1").disabled().maint().flags(AdminFlag.FMAINT, AdminFlag.CMAINT);
  }

  @Test
  void found_by_flag_and_line() {
    Incident incident = Incident.of(disabled());
    assertThat(causes(incident)).containsExactly("maintenance-by-config");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.clues().getFirst().facts()).containsEntry("config.line", "haproxy.cfg:20");
    assertThat(finding.evidence())
        .contains(Evidence.state("app/w1", "srv_admin_state", "FMAINT|CMAINT"));
  }

  @Test
  void no_alarm_while_others_serve() {
    assertThat(diagnosis(Incident.of(disabled(), server("app/w2"))).status()).isEqualTo(Status.OK);
  }

  @Test
  void found_on_the_stats_page_by_the_line_alone() {
    Incident incident = Incident.of(server("app/w1").disabled().maint()).withoutStates();
    assertThat(causes(incident)).containsExactly("maintenance-by-config");
  }

  @Test
  void likely_by_the_flag_where_the_file_cannot_be_read() {
    Incident incident = Incident.of(disabled()).withoutConfiguration("permission denied");
    assertThat(causes(incident)).containsExactly("maintenance-by-config");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void silent_on_the_flag_left_over_after_the_server_was_enabled() {
    assertSilent(
        new MaintenanceByConfig(),
        Incident.of(server("app/w1").disabled().flags(AdminFlag.CMAINT)));
  }

  @Test
  void ruled_out_when_an_operator_did_it() {
    assertRuledOut(
        new MaintenanceByConfig(), Incident.of(server("app/w1").maint().flags(AdminFlag.FMAINT)));
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new MaintenanceByConfig(), Incident.of(server("app/w1")));
  }
}
