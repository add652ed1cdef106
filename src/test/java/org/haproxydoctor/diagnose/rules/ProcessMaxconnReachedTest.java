package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.frontendRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.traffic.Gauge;
import org.junit.jupiter.api.Test;

class ProcessMaxconnReachedTest {
  private static Incident connections(long now, long most) {
    return Incident.of(server("app/w1")).info("CurrConns", now).info("Maxconn", most);
  }

  @Test
  void found_when_all_connections_are_in_use() {
    Finding finding = first(connections(200, 200).limited("", "maxconn 200"));
    assertThat(finding.cause().id()).isEqualTo("process-maxconn-reached");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.subjects()).containsExactly("process");
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("maxconn", "200")
        .containsEntry("config.line", "haproxy.cfg:7");
  }

  @Test
  void only_likely_when_the_file_does_not_say_it() {
    assertThat(first(connections(200, 200)).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void ruled_out_below_the_limit() {
    assertRuledOut(new ProcessMaxconnReached(), connections(199, 200));
  }

  @Test
  void ruled_out_when_only_a_frontend_is_full() {
    Incident incident =
        connections(50, 200).traffic(frontendRow("www").is(Gauge.SESSIONS, 50).is(Gauge.LIMIT, 50));
    assertRuledOut(new ProcessMaxconnReached(), incident);
  }

  @Test
  void silent_when_the_process_does_not_tell() {
    assertSilent(new ProcessMaxconnReached(), Incident.of(server("app/w1")));
  }
}
