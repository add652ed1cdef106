package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.answeredAfter;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7OKC;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import java.time.Duration;
import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class HealthPathNotFoundTest {

  private static ServerScene missing() {
    return server("app/w1").down().check(L7STS, 404, "Not Found").fails(answered(404));
  }

  @Test
  void found_when_both_get_404() {
    Incident incident = Incident.of(missing().passesIf(Kind.OTHER_PATH, "/health", answered(200)));
    assertThat(causes(incident)).containsExactly("health-path-not-found");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.summary()).contains("GET /healthz").contains("404");
    assertThat(finding.evidence())
        .extracting(e -> e.source() + " " + e.field() + " " + e.value())
        .contains(
            "show stat check_status L7STS",
            "probe GET /healthz 404",
            "haproxy.cfg:11 option httpchk GET /healthz");
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("config.line", "haproxy.cfg:11")
        .containsEntry("check.path", "/healthz")
        .containsEntry("answer.path", "/health")
        .containsEntry("answer.status", "404");
  }

  @Test
  void says_that_a_name_may_be_missing_where_none_was_sent_or_could_be_tried() {
    assertThat(first(Incident.of(missing())).summary())
        .endsWith("the path does not exist, or only for requests with the site's name");
    ServerScene named =
        server("app/w1").sendsHost("a.example").down().check(L7STS, 404).fails(answered(404));
    assertThat(first(Incident.of(named)).summary()).endsWith("the path does not exist");
  }

  @Test
  void while_the_next_check_runs_the_log_tells_of_the_last_one() {
    Incident incident =
        Incident.of(server("app/w1").down().checkedAgainAfter(L7STS).fails(answered(404)))
            .logged(ServerEvent.Kind.DOWN, "app/w1", "Not Found");
    assertThat(causes(incident)).containsExactly("health-path-not-found");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).evidence())
        .extracting(e -> e.source() + " " + e.field())
        .contains("show stat check_status", "log down")
        .doesNotContain("show stat check_code", "show stat last_chk");
  }

  @Test
  void found_behind_an_expectation_on_the_content() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .expects(Expectation.Kind.STRING, "ok")
                .down()
                .check(L7RSP, "HTTP content check did not match")
                .fails(answered(404, "Not Found")));
    assertThat(causes(incident)).containsExactly("health-path-not-found");
  }

  @Test
  void found_when_the_404_came_later_than_the_check_waits() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7TOUT)
                .fails(timeout(Stage.FIRST_BYTE))
                .failsEvenIf(Kind.MORE_TIME, answeredAfter(Duration.ofSeconds(4), 404)));
    assertThat(causes(incident)).containsExactly("health-path-not-found");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void ruled_out_when_the_servers_router_goes_by_name() {
    Incident incident =
        Incident.of(missing().passesIf(Kind.WITH_HOST, "www.example.com", answered(200)));
    assertThat(causes(incident)).containsExactly("health-host-required");
    assertRuledOut(new HealthPathNotFound(), incident);
  }

  @Test
  void ruled_out_when_only_the_method_is_unknown_there() {
    Incident incident = Incident.of(missing().passesIf(Kind.METHOD_GET, "GET", answered(200)));
    assertThat(causes(incident)).containsExactly("health-method-rejected");
  }

  @Test
  void in_doubt_where_404_is_a_way_to_ask_for_maintenance() {
    Incident incident =
        Incident.of(server("app/w1").disableOn404().down().check(L7STS, 404).fails(answered(404)));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void silent_while_404_takes_the_server_out_softly() {
    assertSilent(
        new HealthPathNotFound(),
        Incident.of(
            server("app/w1")
                .disableOn404()
                .is(Word.NOLB, "NOLB")
                .check(L7OKC, 404)
                .fails(answered(404)),
            server("app/w2")));
  }

  @Test
  void possible_when_a_soft_stop_leaves_nobody() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .disableOn404()
                .is(Word.NOLB, "NOLB")
                .check(L7OKC, 404)
                .fails(answered(404)));
    assertThat(causes(incident)).containsExactly("health-path-not-found");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void the_code_of_another_protocol_is_no_path() {
    Incident incident = Incident.of(server("app/w1").checkedBy("smtpchk").down().check(L7STS, 404));
    assertThat(causes(incident)).doesNotContain("health-path-not-found");
  }

  @Test
  void likely_by_haproxys_word_alone_and_possible_where_the_protocol_is_unknown() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L7STS, 404))
            .withoutConfiguration("haproxy.cfg: permission denied");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(first(incident.inMode("tcp")).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new HealthPathNotFound(), Incident.of(server("app/w1").passes(answered(200))));
  }

  @Test
  void left_open_where_haproxy_has_forgotten_the_status_and_nobody_repeated_the_check() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L7STS, 0)).withoutConfiguration("no file");
    assertThat(causes(incident)).doesNotContain("health-path-not-found");
    assertThat(diagnosis(incident).ruledOut())
        .contains("connection-refused")
        .doesNotContain("health-path-not-found", "application-unhealthy", "health-auth-required");
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n -> n.what().equals("health-path-not-found"));
  }

  @Test
  void likely_by_haproxys_word_where_http_is_spoken_that_we_do_not_repeat() {
    for (String exchange : List.of("http-check with several steps", "httpchk over h2")) {
      Incident incident =
          Incident.of(server("app/w1").checkedBy(exchange).down().check(L7STS, 404));
      assertThat(causes(incident)).containsExactly("health-path-not-found");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
    }
  }
}
