package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import java.util.Optional;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.HeaderMatch;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class HealthStatusMismatchTest {

  private static ServerScene strict(String pattern) {
    return server("app/w1").expects(Expectation.Kind.STATUS, pattern).down();
  }

  @Test
  void found_when_a_success_is_rejected() {
    Incident incident = Incident.of(strict("200").check(L7STS, 204).fails(answered(204)));
    assertThat(causes(incident)).containsExactly("health-status-mismatch");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.evidence()).extracting(Evidence::field).contains("http-check expect");
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("expected", "status 200")
        .containsEntry("config.line", "haproxy.cfg:12");
  }

  @Test
  void found_even_when_another_path_or_method_would_pass() {
    Incident incident =
        Incident.of(
            strict("200")
                .asks("OPTIONS", "/healthz")
                .check(L7STS, 204)
                .fails(answered(204))
                .passesIf(Kind.METHOD_GET, "GET", answered(200)));
    assertThat(causes(incident)).containsExactly("health-status-mismatch");
  }

  @Test
  void likely_by_haproxys_word_alone() {
    Incident incident = Incident.of(strict("200").check(L7STS, 206));
    assertThat(causes(incident)).containsExactly("health-status-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void found_when_a_header_of_a_success_is_rejected() {
    Expectation json =
        new Expectation(
            Expectation.Kind.HEADER,
            false,
            "hdr name content-type value -m sub json",
            Optional.of(
                new HeaderMatch(
                    false,
                    new HeaderMatch.Text(HeaderMatch.Method.STR, "content-type"),
                    Optional.of(new HeaderMatch.Text(HeaderMatch.Method.SUB, "json")))),
            Optional.empty());
    ServerScene wanting = server("app/w1").expects(json).down().check(L7STS, 200);
    Incident incident =
        Incident.of(wanting.fails(answered(200, new Header("Content-Type", "text/html"))));
    assertThat(causes(incident)).containsExactly("health-status-mismatch");
    assertThat(first(incident).clues().getFirst().says())
        .contains("the check expects hdr name content-type value -m sub json");
    assertRuledOut(
        new HealthStatusMismatch(),
        Incident.of(
            wanting
                .expects(Expectation.Kind.STRING, "ok")
                .fails(answered(200, new Header("Content-Type", "application/json")))));
  }

  @Test
  void ruled_out_when_the_answer_is_an_error() {
    Incident incident = Incident.of(strict("200").check(L7STS, 503).fails(answered(503)));
    assertThat(causes(incident)).containsExactly("application-unhealthy");
    assertRuledOut(new HealthStatusMismatch(), incident);
  }

  @Test
  void ruled_out_when_the_status_is_accepted_and_the_content_is_not() {
    Incident incident =
        Incident.of(
            strict("200-299,404")
                .expects(Expectation.Kind.STRING, "ok")
                .check(L7RSP, "HTTP content check did not match")
                .fails(answered(204, "")));
    assertRuledOut(new HealthStatusMismatch(), incident);
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(
        new HealthStatusMismatch(),
        Incident.of(server("app/w1").expects(Expectation.Kind.STATUS, "401").check(L7OK, 401)));
  }
}
