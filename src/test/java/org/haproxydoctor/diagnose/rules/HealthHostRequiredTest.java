package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.handshake;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class HealthHostRequiredTest {

  @Test
  void found_when_a_known_name_is_accepted() {
    for (int status : List.of(400, 403, 404, 421)) {
      Incident incident =
          Incident.of(
              server("app/w1")
                  .down()
                  .check(L7STS, status)
                  .fails(answered(status))
                  .passesIf(Kind.WITH_HOST, "www.example.com", answered(200)));
      assertThat(causes(incident)).containsExactly("health-host-required");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
      assertThat(first(incident).clues().getFirst().facts())
          .containsEntry("name", "www.example.com");
    }
  }

  @Test
  void possible_when_a_nameless_request_is_a_bad_request() {
    ServerScene nameless = server("app/w1").down().check(L7STS, 400).fails(answered(400));
    for (ServerScene server : List.of(nameless, nameless.asksInVersion11())) {
      assertThat(causes(Incident.of(server))).containsExactly("health-host-required");
      assertThat(first(Incident.of(server)).certainty()).isEqualTo(Certainty.POSSIBLE);
    }
  }

  @Test
  void ruled_out_when_a_request_with_a_name_is_a_bad_request() {
    assertRuledOut(
        new HealthHostRequired(),
        Incident.of(
            server("app/w1").sendsHost("a.example").down().check(L7STS, 400).fails(answered(400))));
  }

  @Test
  void found_when_a_name_gets_past_the_bad_request() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .asksInVersion11()
                .down()
                .check(L7STS, 400)
                .fails(answered(400))
                .failsEvenIf(Kind.WITH_HOST, answered(404)));
    assertThat(causes(incident)).containsExactly("health-host-required");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void ruled_out_when_the_400_is_that_of_a_tls_port() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .asksInVersion11()
                .down()
                .check(L7STS, 400)
                .fails(answered(400))
                .failsEvenIf(Kind.WITH_TLS, handshake()));
    assertThat(causes(incident)).containsExactly("tls-required-by-server");
    assertRuledOut(new HealthHostRequired(), incident);
  }

  @Test
  void cannot_tell_when_a_nameless_request_gets_404_and_no_name_is_known() {
    Incident incident = Incident.of(server("app/w1").down().check(L7STS, 404).fails(answered(404)));
    assertThat(diagnosis(incident).ruledOut()).doesNotContain("health-host-required");
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n -> n.what().equals("health-host-required"));
  }

  @Test
  void ruled_out_when_the_path_is_missing_for_every_name() {
    assertRuledOut(
        new HealthHostRequired(),
        Incident.of(
            server("app/w1")
                .down()
                .check(L7STS, 404)
                .fails(answered(404))
                .failsEvenIf(Kind.WITH_HOST, answered(404))));
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new HealthHostRequired(), Incident.of(server("app/w1").sendsHost("a.example")));
  }
}
