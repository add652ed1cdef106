package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.backendRow;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.clues;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Results;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.junit.jupiter.api.Test;

class FlappingTest {
  private static Incident down(long times, long secondsAgo) {
    return Incident.of(server("app/w1"), server("app/w2"))
        .traffic(
            backendRow("app"),
            serverRow("app/w1").stands(Counter.TIMES_DOWN, times).is(Gauge.LAST_CHANGE, secondsAgo),
            serverRow("app/w2"));
  }

  private static Incident inTurn(Incident incident, int times) {
    for (int i = 0; i < times; i++) {
      incident.logged(Kind.DOWN, "app/w1", "").logged(Kind.UP, "app/w1", "");
    }
    return incident;
  }

  @Test
  void found_in_the_log() {
    Finding finding = first(inTurn(down(40, 5), 3));
    assertThat(finding.cause().id()).isEqualTo("flapping");
    assertThat(finding.subjects()).containsExactly("app/w1");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_without_a_log_when_the_process_is_young() {
    Incident incident = down(4, 5).info("Uptime_sec", 300);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void ruled_out_when_it_happened_over_weeks() {
    assertRuledOut(new Flapping(), down(40, 5).info("Uptime_sec", 3_000_000).target("app/w1"));
  }

  @Test
  void ruled_out_for_an_outage_that_lasts() {
    assertThat(clues(new Flapping(), down(1, 5).logged(Kind.DOWN, "app/w1", ""))).isEmpty();
    assertThat(clues(new Flapping(), down(9, 3600).info("Uptime_sec", 4000))).isEmpty();
  }

  @Test
  void ruled_out_when_an_operator_took_it_out_each_time() {
    Incident incident = down(3, 5).info("Uptime_sec", 300);
    for (int i = 0; i < 3; i++) {
      incident.logged(Kind.MAINTENANCE, "app/w1", "");
    }
    assertThat(clues(new Flapping(), incident)).isEmpty();
  }

  @Test
  void what_fails_at_this_moment_comes_after_it() {
    ServerScene sick =
        server("app/w1")
            .is(Word.DOWN, "DOWN")
            .check(CheckStatus.L7STS, 503)
            .fails(Results.answered(503));
    Incident incident =
        Incident.of(sick, server("app/w2"))
            .traffic(
                backendRow("app"),
                serverRow("app/w1").stands(Counter.TIMES_DOWN, 9).is(Gauge.LAST_CHANGE, 2));
    assertThat(causes(inTurn(incident, 4))).containsExactly("flapping", "application-unhealthy");
  }

  @Test
  void silent_when_it_never_went_down() {
    assertSilent(new Flapping(), Incident.of(server("app/w1")));
    assertSilent(new Flapping(), down(0, 5));
  }
}
