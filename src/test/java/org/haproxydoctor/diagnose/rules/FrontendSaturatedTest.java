package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.frontendRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.RowScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.junit.jupiter.api.Test;

class FrontendSaturatedTest {
  private static Incident sessions(long first, long second, long limit) {
    return Incident.of(server("app/w1"))
        .info("CurrConns", second)
        .info("Maxconn", 200)
        .traffic(frontendRow("www").is(Gauge.SESSIONS, first, second).is(Gauge.LIMIT, limit));
  }

  @Test
  void found_when_all_its_connections_are_in_use() {
    Finding finding = first(sessions(50, 50, 50).limited("www", "maxconn 50"));
    assertThat(finding.cause().id()).isEqualTo("frontend-saturated");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.subjects()).containsExactly("www");
    assertThat(finding.clues().getFirst().facts()).containsEntry("frontend", "www");
  }

  private static Incident rate(RowScene row) {
    return Incident.of(server("app/w1"))
        .traffic(row.is(Gauge.RATE_LIMIT, 20))
        .limited("www", "rate-limit sessions 20");
  }

  @Test
  void found_when_its_rate_is_limited() {
    RowScene row = frontendRow("www").is(Gauge.RATE, 20).moved(Counter.SESSIONS, 20);
    assertThat(first(rate(row)).summary()).contains("20 new sessions a second");
    assertThat(first(rate(row)).clues().getFirst().facts())
        .containsEntry("rate.limit", "20")
        .doesNotContainKeys("frontend", "maxconn");
  }

  @Test
  void found_when_single_seconds_read_less_than_the_limit() {
    RowScene row =
        frontendRow("www")
            .is(Gauge.HIGHEST_RATE, 21)
            .is(Gauge.RATE, 17, 19)
            .moved(Counter.SESSIONS, 22);
    assertThat(first(rate(row)).cause().id()).isEqualTo("frontend-saturated");
    assertThat(first(rate(row)).clues().getFirst().evidence().getFirst().value())
        .isEqualTo("19.5 a second, rate_lim 20");
  }

  @Test
  void ruled_out_when_there_is_room_or_the_limit_was_never_met() {
    RowScene room =
        frontendRow("www")
            .is(Gauge.HIGHEST_RATE, 21)
            .is(Gauge.RATE, 15, 16)
            .moved(Counter.SESSIONS, 16);
    assertRuledOut(new FrontendSaturated(), rate(room));
    RowScene never =
        frontendRow("www")
            .is(Gauge.HIGHEST_RATE, 19)
            .is(Gauge.RATE, 19)
            .moved(Counter.SESSIONS, 19);
    assertRuledOut(new FrontendSaturated(), rate(never));
  }

  @Test
  void ruled_out_when_it_was_full_for_a_moment() {
    assertRuledOut(new FrontendSaturated(), sessions(50, 30, 50));
    assertRuledOut(new FrontendSaturated(), sessions(30, 50, 50));
  }

  @Test
  void ruled_out_when_the_whole_process_is_full() {
    assertRuledOut(new FrontendSaturated(), sessions(200, 200, 200));
    assertThat(causes(sessions(200, 200, 200))).containsExactly("process-maxconn-reached");
  }

  @Test
  void silent_without_traffic() {
    assertSilent(new FrontendSaturated(), Incident.of(server("app/w1")));
  }
}
