package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class HealthMethodRejectedTest {

  private static ServerScene options() {
    return server("app/w1").asks("OPTIONS", "/").down();
  }

  @Test
  void found_when_get_is_accepted() {
    Incident incident =
        Incident.of(
            options()
                .check(L7STS, 405)
                .fails(answered(405))
                .passesIf(Kind.METHOD_GET, "GET", answered(200)));
    assertThat(causes(incident)).containsExactly("health-method-rejected");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("OPTIONS").contains("405");
  }

  @Test
  void found_by_the_status_alone() {
    Incident incident = Incident.of(options().check(L7STS, 501));
    assertThat(causes(incident)).containsExactly("health-method-rejected");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void ruled_out_when_get_finds_nothing_either() {
    Incident incident =
        Incident.of(
            options()
                .check(L7STS, 404)
                .fails(answered(404))
                .failsEvenIf(Kind.METHOD_GET, answered(404)));
    assertThat(causes(incident)).containsExactly("health-path-not-found");
    assertRuledOut(new HealthMethodRejected(), incident);
  }

  @Test
  void ruled_out_when_a_request_that_wants_a_body_is_answered_with_an_error_of_the_server() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .asks("POST", "/soap")
                .down()
                .check(L7STS, 500)
                .fails(answered(500))
                .passesIf(Kind.METHOD_GET, "GET", answered(200)));
    assertThat(causes(incident)).containsExactly("application-unhealthy");
    assertRuledOut(new HealthMethodRejected(), incident);
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new HealthMethodRejected(), Incident.of(server("app/w1").asks("OPTIONS", "/")));
  }
}
