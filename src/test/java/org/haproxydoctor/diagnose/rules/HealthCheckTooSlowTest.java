package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answeredAfter;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import java.time.Duration;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class HealthCheckTooSlowTest {

  @Test
  void found_when_more_patience_is_rewarded() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7TOUT)
                .fails(timeout(Stage.FIRST_BYTE))
                .passesIf(Kind.MORE_TIME, "10s", answeredAfter(Duration.ofMillis(3200), 200)));
    assertThat(causes(incident)).containsExactly("health-check-too-slow");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("answer.time", "3200ms")
        .containsEntry("check.timeout", "2s");
    assertThat(finding.evidence()).anyMatch(e -> e.value().equals("200 after 3200ms"));
  }

  @Test
  void possible_rather_than_a_hang_when_the_check_passes_by_now() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7TOUT)
                .passes(answeredAfter(Duration.ofMillis(1900), 200)));
    assertThat(causes(incident)).containsExactly("health-check-too-slow");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_no_patience_helps() {
    assertRuledOut(
        new HealthCheckTooSlow(),
        Incident.of(
            server("app/w1")
                .down()
                .check(L7TOUT)
                .fails(timeout(Stage.FIRST_BYTE))
                .failsEvenIf(Kind.MORE_TIME, timeout(Stage.FIRST_BYTE))));
  }

  @Test
  void a_step_of_a_tcp_check_is_something_else() {
    assertRuledOut(
        new HealthCheckTooSlow(),
        Incident.of(
            server("app/w1")
                .down()
                .check(L7TOUT, " at step 3 of tcp-check (expect string '+PONG')")));
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new HealthCheckTooSlow(), Incident.of(server("app/w1")));
  }
}
