package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.time.Duration;
import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Upkeep;
import org.junit.jupiter.api.Test;

class ConfigNewerThanProcessTest {
  private static final ConfigNewerThanProcess RULE = new ConfigNewerThanProcess();

  private static ServerScene moved() {
    return server("app/w2").down().check(CheckStatus.L4CON, "Connection refused").movedInFile(9090);
  }

  @Test
  void a_server_that_fails_where_the_file_no_longer_has_it_comes_first() {
    Incident incident = Incident.of(server("app/w1"), moved()).changedSince();

    assertThat(causes(incident)).containsExactly("config-newer-than-process", "connection-refused");
    assertThat(first(incident).subjects()).containsExactly("app/w2");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary())
        .contains("the file says 10.0.0.1:9090 instead of 10.0.0.1:8080");
  }

  @Test
  void variables_that_only_haproxy_knows_are_no_difference() {
    assertRuledOut(RULE, Incident.of(server("app/w1"), moved().unsureInFile()).changedSince());
  }

  @Test
  void an_older_file_means_a_change_at_run_time() {
    assertRuledOut(RULE, Incident.of(server("app/w1"), moved()));
  }

  @Test
  void a_file_put_in_place_with_an_old_time_counts_as_changed() {
    Incident incident =
        Incident.of(server("app/w1"), moved())
            .upkeep(
                new Upkeep(
                    Observed.unseen("not asked"),
                    Observed.unseen("not asked"),
                    List.of("/etc/haproxy/haproxy.cfg"),
                    List.of()));

    assertThat(causes(incident)).startsWith("config-newer-than-process");
  }

  @Test
  void a_port_that_a_state_file_brought_back_is_no_forgotten_reload() {
    ServerScene old =
        server("app/w1").runsAt("10.0.0.1", 8079).down().check(CheckStatus.L4CON).fails(refused());
    Incident incident =
        Incident.of(old, server("app/w2"))
            .info("Uptime_sec", 600)
            .stateFile(Duration.ofHours(1), server("app/w1").runsAt("10.0.0.1", 8079))
            .changedSince();

    assertThat(causes(incident)).containsExactly("maintenance-from-state-file");
  }

  @Test
  void a_touched_file_without_a_difference_is_none() {
    assertRuledOut(RULE, Incident.of(server("app/w1"), server("app/w2")).changedSince());
    assertRuledOut(
        RULE, Incident.of(server("app/w1").weighs(50, 50), server("app/w2")).changedSince());
  }

  @Test
  void a_difference_on_healthy_servers_is_a_warning_for_the_next_reload() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2").weighsInFile(7)).changedSince();

    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(incident).summary()).contains("app/w2: the file says weight 7 instead of 1");
  }

  @Test
  void a_removed_server_is_told_from_one_added_at_run_time() {
    Incident removed =
        Incident.of(server("app/w1"), server("app/w2").unconfigured()).changedSince();
    Incident dynamic =
        Incident.of(server("app/w1"), server("app/w2").unconfigured().flags(AdminFlag.CMAINT))
            .changedSince();

    assertThat(first(removed).summary()).contains("app/w2: runs, and is no longer in the file");
    assertRuledOut(RULE, dynamic);
  }

  @Test
  void what_the_file_no_longer_disables_is_told() {
    Incident incident =
        Incident.of(
                server("app/w1"),
                server("app/w2").maint().flags(AdminFlag.FMAINT, AdminFlag.CMAINT))
            .changedSince();

    assertThat(causes(incident)).startsWith("config-newer-than-process");
  }

  @Test
  void a_check_that_passes_as_the_file_has_it_is_possible_and_comes_before_what_it_explains() {
    Incident incident =
        Incident.of(
                server("app/w1").down().check(CheckStatus.L7STS, 404).passes(answered(200)),
                server("app/w2").down().check(CheckStatus.L7STS, 404).passes(answered(200)))
            .changedSince();

    assertThat(causes(incident)).startsWith("config-newer-than-process");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void silent_without_the_configuration() {
    assertSilent(RULE, Incident.of(moved()).withoutConfiguration("permission denied"));
  }
}
