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
import org.haproxydoctor.diagnose.Severity;
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

  @Test
  void found_when_its_rate_is_limited() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(frontendRow("www").is(Gauge.RATE, 20).is(Gauge.RATE_LIMIT, 20))
            .limited("www", "rate-limit sessions 20");
    assertThat(first(incident).summary()).contains("20 new sessions a second");
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
