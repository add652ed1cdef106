package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.INI;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.junit.jupiter.api.Test;

class ConnectionRefusedTest {

  private static ServerScene closed() {
    return server("app/w1").down().check(L4CON, "Connection refused").fails(refused());
  }

  @Test
  void found_when_both_are_refused() {
    Finding finding = first(Incident.of(closed()));
    assertThat(finding.cause().id()).isEqualTo("connection-refused");
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.subjects()).containsExactly("app/w1");
    assertThat(finding.summary()).startsWith("app/w1: ").contains("refused");
    assertThat(finding.evidence())
        .contains(
            Evidence.stat("app/w1", "check_status", "L4CON"),
            Evidence.stat("app/w1", "last_chk", "Connection refused"));
  }

  @Test
  void only_a_warning_while_another_server_serves() {
    Finding finding = first(Incident.of(closed(), server("app/w2")));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void found_in_the_words_of_newer_versions() {
    String words = "ECONNREFUSED returned by OS (Connection refused)";
    Incident incident = Incident.of(server("app/w1").down().check(L4CON, words));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(causes(incident)).containsExactly("connection-refused");
  }

  @Test
  void a_bare_connection_confirms_it_where_the_check_is_not_known() {
    ServerScene scene = server("app/w1").down().check(L4CON, "Connection refused");

    Finding finding = first(Incident.of(scene.connects(refused())));
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.evidence()).anyMatch(e -> e.field().startsWith("connect "));
  }

  @Test
  void a_bare_connection_that_succeeds_casts_doubt() {
    ServerScene scene = server("app/w1").down().check(L4CON, "Connection refused");

    Finding finding = first(Incident.of(scene.connects(connected())));
    assertThat(finding.cause().id()).isEqualTo("connection-refused");
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void a_bare_connection_says_nothing_of_a_check_that_goes_elsewhere() {
    ServerScene scene = server("app/w1").down().check(L4CON, "Connection refused").checkPort(8081);

    Finding finding = first(Incident.of(scene.connects(refused())));
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.evidence()).noneMatch(e -> e.source().equals("probe"));
  }

  @Test
  void found_in_the_log_while_a_new_check_blanks_the_report() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON))
            .logged(ServerEvent.Kind.DOWN, "app/w1", "Connection refused");
    assertThat(causes(incident)).containsExactly("connection-refused");
  }

  @Test
  void an_old_line_of_the_log_does_not_explain_a_new_failure() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON))
            .logged(ServerEvent.Kind.DOWN, "app/w1", "Connection refused")
            .logged(ServerEvent.Kind.UP, "app/w1", "");
    assertThat(causes(incident)).doesNotContain("connection-refused");
  }

  @Test
  void in_doubt_when_our_connection_succeeds_by_now() {
    Incident incident =
        Incident.of(
            server("app/w1").down().check(L4CON, "Connection refused").passes(answered(200)));
    Finding finding = first(incident);
    assertThat(finding.cause().id()).isEqualTo("connection-refused");
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.evidence())
        .anyMatch(e -> e.source().equals("probe") && e.value().equals("200"));
  }

  @Test
  void found_by_our_probe_alone_before_the_first_check() {
    Incident incident =
        Incident.of(server("app/w1").is(Word.UP_GOING_DOWN, "UP 1/3").check(INI).fails(refused()));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(causes(incident)).containsExactly("connection-refused");
  }

  @Test
  void ruled_out_when_only_the_checks_own_port_is_closed() {
    Incident incident =
        Incident.of(closed().checkPort(8081).fails(refused()).connects(connected()));
    assertRuledOut(new ConnectionRefused(), incident);
  }

  @Test
  void ruled_out_when_the_connection_hangs() {
    assertRuledOut(
        new ConnectionRefused(),
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT))));
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new ConnectionRefused(), Incident.of(server("app/w1")));
  }

  @Test
  void the_way_out_is_about_the_port_in_use_and_not_the_one_in_a_file_changed_since() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON).fails(refused()).checkPort(9999));
    assertThat(first(incident).clues().getFirst().facts()).containsEntry("check.port", "8080");
  }
}
