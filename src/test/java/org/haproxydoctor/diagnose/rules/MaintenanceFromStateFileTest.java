package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.time.Duration;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.CheckStatus;
import org.junit.jupiter.api.Test;

class MaintenanceFromStateFileTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private static ServerScene inMaintenance() {
    return server("app/w1").maint().stopped().flags(AdminFlag.FMAINT);
  }

  private static Incident upFor(Duration uptime, ServerScene... servers) {
    return Incident.of(servers).info("Uptime_sec", uptime.toSeconds());
  }

  @Test
  void found_when_the_file_has_the_maintenance_and_the_state_is_older_than_the_process() {
    Incident incident =
        upFor(Duration.ofMinutes(10), inMaintenance().changed(AN_HOUR))
            .stateFile(Duration.ofMinutes(30), inMaintenance());
    assertThat(causes(incident)).containsExactly("maintenance-from-state-file");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).clues().getFirst().facts())
        .containsEntry("state.file", "/var/lib/haproxy/state");
  }

  @Test
  void found_by_its_age_alone_when_the_file_cannot_be_read() {
    Incident incident =
        upFor(Duration.ofMinutes(10), inMaintenance().changed(AN_HOUR)).unreadableStateFile();
    assertThat(causes(incident)).containsExactly("maintenance-from-state-file");
  }

  @Test
  void no_alarm_while_others_serve() {
    Incident incident =
        upFor(Duration.ofMinutes(10), inMaintenance().changed(AN_HOUR), server("app/w2"))
            .stateFile(Duration.ofMinutes(30), inMaintenance());
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void ruled_out_when_an_operator_set_it_since() {
    Incident incident =
        upFor(AN_HOUR, inMaintenance().changed(Duration.ofMinutes(5)))
            .stateFile(Duration.ofHours(2), inMaintenance());
    assertRuledOut(new MaintenanceFromStateFile(), incident);
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
  }

  @Test
  void ruled_out_when_the_file_was_written_by_this_very_process() {
    Incident incident =
        upFor(AN_HOUR, inMaintenance()).stateFile(Duration.ofMinutes(1), inMaintenance());
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
  }

  @Test
  void found_when_the_file_made_haproxy_use_another_port_where_nobody_listens() {
    ServerScene moved =
        server("app/w1").runsAt("10.0.0.1", 8079).down().check(CheckStatus.L4CON).fails(refused());
    Incident incident =
        upFor(Duration.ofMinutes(10), moved, server("app/w2"))
            .stateFile(AN_HOUR, server("app/w1").runsAt("10.0.0.1", 8079));
    assertThat(causes(incident)).containsExactly("maintenance-from-state-file");
    assertThat(first(incident).summary()).contains("8080");
  }

  @Test
  void another_port_is_no_fault_where_the_server_answers() {
    Incident incident =
        upFor(Duration.ofMinutes(10), server("app/w1").runsAt("10.0.0.1", 8079))
            .stateFile(AN_HOUR, server("app/w1").runsAt("10.0.0.1", 8079));
    assertThat(causes(incident)).isEmpty();
  }

  @Test
  void a_port_set_by_an_operator_is_not_the_file_s() {
    ServerScene moved =
        server("app/w1").runsAt("10.0.0.1", 8079).down().check(CheckStatus.L4CON).fails(refused());
    Incident incident = upFor(AN_HOUR, moved).stateFile(Duration.ofHours(2), server("app/w1"));
    assertRuledOut(new MaintenanceFromStateFile(), incident);
    assertThat(causes(incident)).containsExactly("connection-refused");
  }

  @Test
  void silent_without_a_state_file() {
    assertSilent(new MaintenanceFromStateFile(), Incident.of(inMaintenance().changed(AN_HOUR)));
  }
}
