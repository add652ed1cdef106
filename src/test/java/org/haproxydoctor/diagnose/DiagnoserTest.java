package org.haproxydoctor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;
import org.junit.jupiter.api.Test;

class DiagnoserTest {
  private static ServerScene refusing(String name) {
    return server(name).down().check(L4CON, "Connection refused").fails(refused());
  }

  private static ServerScene missingPath(String name) {
    return server(name)
        .down()
        .check(L7STS, 404, "Not Found")
        .fails(answered(404))
        .failsEvenIf(Kind.WITH_HOST, answered(404));
  }

  @Test
  void a_healthy_system_is_ok_without_a_word() {
    Diagnosis diagnosis =
        diagnosis(
            Incident.of(
                server("app/w1"),
                server("app/w2").passes(answered(200)),
                server("app/spare").backup(),
                server("old/legacy").is(Word.NO_CHECK, "no check")));
    assertThat(diagnosis.status()).isEqualTo(Status.OK);
    assertThat(diagnosis.findings()).isEmpty();
    // What is looked at on every system.
    assertThat(diagnosis.ruledOut())
        .isSubsetOf("config-invalid", "config-newer-than-process", "socket-level-too-low");
  }

  @Test
  void a_check_that_cannot_be_repeated_to_the_letter_says_in_what() {
    String note = "The check goes through a SOCKS proxy, which is not repeated.";
    Diagnosis diagnosis =
        diagnosis(
            Incident.of(
                server("app/w1").repeatedBut(note).down().check(L4CON).fails(refused()),
                server("app/w2").repeatedBut(note).down().check(L4CON).fails(refused()),
                server("app/w3").repeatedBut("Not of interest.")));
    assertThat(diagnosis.notExamined())
        .filteredOn(open -> open.what().equals("probe"))
        .containsExactly(new NotExamined("probe", "app/w1, app/w2: " + note));
  }

  @Test
  void servers_with_the_same_fault_share_a_finding() {
    Finding finding = first(Incident.of(missingPath("app/w1"), missingPath("app/w2")));
    assertThat(finding.subjects()).containsExactly("app/w1", "app/w2");
    assertThat(finding.summary())
        .isEqualTo(
            "app/w1, app/w2: the health check GET /healthz is answered with 404,"
                + " the path does not exist");
  }

  @Test
  void many_subjects_are_counted_rather_than_named() {
    ServerScene[] servers = new ServerScene[40];
    for (int i = 0; i < servers.length; i++) {
      servers[i] = missingPath("app/w" + (i + 1));
    }
    assertThat(first(Incident.of(servers)).summary()).startsWith("app/w1, app/w2 and 38 more: ");
  }

  @Test
  void different_requests_are_told_apart_in_one_finding() {
    String summary =
        first(
                Incident.of(
                    missingPath("app/w1"),
                    missingPath("web/x1").asks("GET", "/live").fails(answered(404))))
            .summary();
    assertThat(summary).contains("GET /healthz").contains("; web/x1: ").contains("GET /live");
  }

  @Test
  void the_worse_comes_first() {
    Incident incident =
        Incident.of(
            refusing("app/w1"), server("app/w2"), missingPath("web/x1"), missingPath("web/x2"));
    assertThat(causes(incident)).containsExactly("health-path-not-found", "connection-refused");
    assertThat(diagnosis(incident).findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.CRITICAL, Severity.WARNING);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.CRITICAL);
  }

  @Test
  void the_surer_comes_first_among_equals() {
    Incident incident =
        Incident.of(
            server("app/w1").down().check(L4CON, "Connection refused"), missingPath("app/w2"));
    assertThat(causes(incident))
        .containsExactly("health-path-not-found", "connection-refused", "no-usable-servers");
  }

  @Test
  void the_wider_comes_first_among_equals() {
    Incident incident =
        Incident.of(refusing("app/w1"), missingPath("app/w2"), missingPath("app/w3"));
    assertThat(causes(incident))
        .containsExactly("health-path-not-found", "connection-refused", "no-usable-servers");
  }

  @Test
  void active_servers_come_before_backups_among_equals() {
    Incident incident =
        Incident.of(
            server("app/a1").maint().flags(AdminFlag.FMAINT, AdminFlag.CMAINT).disabled().backup(),
            server("app/w1").weighs(0, 0));
    assertThat(causes(incident))
        .containsExactly("weight-zero", "maintenance-by-config", "no-usable-servers");
  }

  @Test
  void a_fault_comes_before_what_someone_wanted() {
    Incident incident =
        Incident.of(
            missingPath("app/w1"),
            server("app/w2").maint().flags(AdminFlag.FMAINT),
            server("app/w3").maint().flags(AdminFlag.FMAINT));
    assertThat(causes(incident))
        .containsExactly("health-path-not-found", "maintenance-by-operator", "no-usable-servers");
  }

  @Test
  void one_doubtful_subject_does_not_unsettle_the_others() {
    Finding finding =
        first(
            Incident.of(
                refusing("app/w1"),
                server("app/w2").down().check(L4CON, "Connection refused").passes(answered(200))));
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.subjects()).containsExactly("app/w1", "app/w2");
  }

  @Test
  void the_summary_says_which_subjects_are_less_sure() {
    Finding finding =
        first(Incident.of(refusing("app/w1"), doubtful("app/w2"), refusing("app/w3")));
    assertThat(finding.summary())
        .startsWith("app/w1, app/w3: the connection is refused")
        .containsOnlyOnce("(only possible)")
        .matches(".*; app/w2: the connection is refused.*\\(only possible\\)");
  }

  @Test
  void an_outage_is_as_sure_as_its_own_cause_and_not_as_the_same_fault_elsewhere() {
    Finding finding = first(Incident.of(doubtful("app/w1"), refusing("web/x1"), server("web/x2")));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.summary()).matches(".*; web/x1: .*\\(confirmed\\)");
  }

  @Test
  void doubtful_subjects_do_not_make_a_cause_wider() {
    Incident incident =
        Incident.of(
            refusing("app/w1"),
            doubtful("app/w2"),
            doubtful("app/w3"),
            missingPath("app/w4"),
            missingPath("app/w5"));
    assertThat(causes(incident)).startsWith("health-path-not-found", "connection-refused");
  }

  /// HAProxy says refused, and our repetition passes.
  private static ServerScene doubtful(String name) {
    return server(name).down().check(L4CON, "Connection refused").passes(answered(200));
  }

  @Test
  void an_outage_without_a_known_cause_is_still_critical() {
    Diagnosis diagnosis = diagnosis(Incident.of(server("app/w1").down().check(L7OK)));
    assertThat(diagnosis.status()).isEqualTo(Status.CRITICAL);
  }

  @Test
  void a_server_down_without_a_known_cause_is_still_a_warning() {
    Diagnosis diagnosis =
        diagnosis(Incident.of(server("app/w1").down().check(L7OK), server("app/w2")));
    assertThat(diagnosis.status()).isEqualTo(Status.WARNING);
    assertThat(diagnosis.findings()).isEmpty();
  }

  @Test
  void other_backends_do_not_matter_when_one_was_asked_about() {
    Incident incident = Incident.of(server("app/w1"), refusing("web/x1")).target("app");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
    assertThat(diagnosis(incident).findings()).isEmpty();
  }

  @Test
  void a_single_server_asked_about_stands_in_its_backend() {
    Incident incident = Incident.of(refusing("app/w1"), missingPath("app/w2")).target("app/w1");
    assertThat(causes(incident)).containsExactly("connection-refused");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void what_was_ruled_out_is_listed_in_the_catalogues_order() {
    List<String> ruledOut = diagnosis(Incident.of(missingPath("app/w1"))).ruledOut();
    assertThat(ruledOut)
        .isSorted()
        .contains("application-unhealthy", "connection-refused", "health-host-required")
        .doesNotContain("health-path-not-found", "no-usable-servers", "maintenance-by-operator");
  }

  @Test
  void what_one_server_rules_out_and_another_leaves_open_is_not_ruled_out() {
    Diagnosis diagnosis =
        diagnosis(
            Incident.of(
                missingPath("app/w1").checkPort(9).fails(answered(404)),
                server("app/w2").checkPort(9).down().check(L7STS, 404)));
    assertThat(diagnosis.ruledOut()).doesNotContain("check-target-differs");
    assertThat(diagnosis.notExamined()).anyMatch(n -> n.what().equals("check-target-differs"));
  }

  @Test
  void an_open_question_is_listed_once() {
    Diagnosis diagnosis =
        diagnosis(
            Incident.of(
                server("app/w1").checkPort(9).down().check(L7STS, 404),
                server("app/w2").checkPort(9).down().check(L7STS, 404)));
    assertThat(diagnosis.notExamined())
        .filteredOn(n -> n.what().equals("check-target-differs"))
        .hasSize(1);
  }

  @Test
  void witnesses_that_were_not_heard_are_named() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L7STS, 404))
            .withoutConfiguration("haproxy.cfg: permission denied")
            .withoutStates();
    assertThat(diagnosis(incident).notExamined())
        .contains(
            new NotExamined("configuration", "haproxy.cfg: permission denied"),
            new NotExamined("show servers state", "only the stats page was read"),
            new NotExamined("probe", "the check was not repeated for app/w1"));
  }

  @Test
  void a_socket_that_cannot_be_asked_is_unknown_whatever_was_found() {
    for (SocketTrouble.Kind kind : SocketTrouble.Kind.values()) {
      assertThat(diagnosis(Incident.unreachable(kind, "/run/x.sock")).status())
          .isEqualTo(Status.UNKNOWN);
    }
  }

  @Test
  void a_configuration_written_after_the_start_is_told() {
    Incident incident = Incident.of(refusing("app/w1"), server("app/w2"));
    String told = "/etc/haproxy/haproxy.cfg was changed after this HAProxy had started";
    assertThat(diagnosis(incident).notExamined()).noneMatch(n -> n.reason().startsWith(told));
    assertThat(diagnosis(incident.changedSince()).notExamined())
        .anyMatch(n -> n.reason().startsWith(told));
  }

  @Test
  void a_server_that_the_files_do_not_have_is_named() {
    assertThat(diagnosis(Incident.of(refusing("app/w1").unconfigured())).notExamined())
        .anyMatch(n -> n.reason().equals("app/w1: not in /etc/haproxy/haproxy.cfg"));
  }

  @Test
  void the_same_observations_give_the_same_diagnosis() {
    Observations seen = Incident.of(refusing("app/w1"), missingPath("app/w2")).seen();
    Diagnoser diagnoser = new Diagnoser(Catalog.rules());
    assertThat(diagnoser.diagnose(seen)).isEqualTo(diagnoser.diagnose(seen));
  }

  @Test
  void any_cause_of_a_server_explains_an_unusable_backend() {
    List<Rule> rules = new ArrayList<>(List.of(new UnheardOf()));
    Catalog.rules().stream()
        .filter(r -> r.cause().id().equals("no-usable-servers"))
        .forEach(rules::add);
    Observations seen = Incident.of(refusing("app/w1"), refusing("app/w2")).seen();
    assertThat(new Diagnoser(rules).diagnose(seen).findings())
        .extracting(f -> f.cause().id())
        .containsExactly("unheard-of");
    assertThat(new Diagnoser(rules.subList(1, 2)).diagnose(seen).findings())
        .extracting(f -> f.cause().id())
        .containsExactly("no-usable-servers");
  }

  /// A cause that no table knows.
  private static final class UnheardOf implements ServerRule {
    @Override
    public Cause cause() {
      return Cause.fault("unheard-of");
    }

    @Override
    public Opinion examine(ServerCase server) {
      Evidence down = Evidence.stat(server.ref(), "status", "DOWN");
      return Opinion.found(Clue.of(server.ref(), "it fails as nobody saw it fail", List.of(down)));
    }
  }

  @Test
  void ten_thousand_servers_share_one_finding() {
    List<ServerScene> broken = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      broken.add(missingPath("app/w" + i));
    }
    List<Finding> findings =
        new Diagnoser(Catalog.rules())
            .diagnose(Incident.of(broken.toArray(ServerScene[]::new)).seen())
            .findings();
    assertThat(findings)
        .singleElement()
        .satisfies(f -> {
          assertThat(f.subjects()).hasSize(10_000);
          assertThat(f.summary()).hasSizeLessThan(200);
        });
  }
}
