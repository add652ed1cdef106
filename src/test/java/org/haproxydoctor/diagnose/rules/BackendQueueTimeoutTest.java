package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.backendRow;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.junit.jupiter.api.Test;

class BackendQueueTimeoutTest {
  private static Incident queue(long waiting, int died) {
    return Incident.of(server("app/w1"))
        .traffic(
            backendRow("app")
                .moved(Counter.SESSIONS, 60)
                .moved(Counter.CONNECT_ERRORS, died)
                .moved(Counter.ANSWERS_5XX, died)
                .moved(Counter.ANSWERS_2XX, 20)
                .is(Gauge.QUEUED, waiting),
            serverRow("app/w1")
                .moved(Counter.SESSIONS, 20)
                .moved(Counter.ANSWERS_2XX, 20)
                .is(Gauge.SESSIONS, 2)
                .is(Gauge.LIMIT, 2));
  }

  @Test
  void found_and_before_the_full_servers() {
    Incident incident = queue(12, 40).limited("app", "timeout queue 300ms");
    assertThat(causes(incident)).containsExactly("backend-queue-timeout", "server-maxconn-reached");
    Finding finding = first(incident);
    assertThat(finding.subjects()).containsExactly("app");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.clues().getFirst().facts()).containsEntry("config.line", "haproxy.cfg:7");
  }

  @Test
  void the_log_confirms_it() {
    Incident incident = queue(0, 40).ended("app/<NOSRV>", "sQ", 5, 40, -1);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void ruled_out_when_the_servers_count_the_errors() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 40).moved(Counter.CONNECT_ERRORS, 40),
                serverRow("app/w1").moved(Counter.SESSIONS, 40).moved(Counter.CONNECT_ERRORS, 40));
    assertRuledOut(new BackendQueueTimeout(), incident);
  }

  @Test
  void ruled_out_when_nobody_waits() {
    assertRuledOut(new BackendQueueTimeout(), queue(0, 40));
  }

  @Test
  void not_concerned_when_no_server_is_left() {
    Incident incident =
        Incident.of(server("app/w1").down())
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 40).moved(Counter.CONNECT_ERRORS, 40),
                serverRow("app/w1"));
    assertSilent(new BackendQueueTimeout(), incident);
  }

  @Test
  void silent_without_traffic() {
    assertSilent(new BackendQueueTimeout(), Incident.of(server("app/w1")));
  }
}
