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
import org.haproxydoctor.diagnose.RowScene;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.junit.jupiter.api.Test;

class ServerMaxconnReachedTest {
  private static RowScene full(String name) {
    return serverRow(name)
        .moved(Counter.SESSIONS, 10)
        .moved(Counter.ANSWERS_2XX, 10)
        .is(Gauge.SESSIONS, 4)
        .is(Gauge.LIMIT, 4)
        .is(Gauge.RESPONSE_TIME, 200);
  }

  private static Incident waiting(long before, long after) {
    return Incident.of(server("app/w1").line(20, "server w1 10.0.0.1:8080 check maxconn 4"))
        .traffic(
            backendRow("app").moved(Counter.SESSIONS, 20).is(Gauge.QUEUED, before, after),
            full("app/w1"));
  }

  @Test
  void found_when_requests_wait_in_both_looks() {
    Finding finding = first(waiting(8, 9));
    assertThat(finding.cause().id()).isEqualTo("server-maxconn-reached");
    assertThat(finding.subjects()).containsExactly("app/w1");
    assertThat(finding.certainty()).as("file and counters agree").isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.evidence())
        .anyMatch(e -> e.field().equals("scur") && e.value().equals("4 of slim 4"))
        .anyMatch(e -> e.field().equals("rtime") && e.value().contains("20 a second"));
  }

  @Test
  void ruled_out_when_the_queue_drains() {
    assertRuledOut(new ServerMaxconnReached(), waiting(30, 3));
  }

  @Test
  void ruled_out_when_it_is_merely_busy() {
    assertRuledOut(new ServerMaxconnReached(), waiting(0, 0));
  }

  @Test
  void ruled_out_when_nobody_waits_for_long() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app")
                    .moved(Counter.SESSIONS, 900)
                    .is(Gauge.QUEUED, 9)
                    .is(Gauge.QUEUE_TIME, 8),
                full("app/w1").moved(Counter.SESSIONS, 900));
    assertRuledOut(new ServerMaxconnReached(), incident);
  }

  @Test
  void ruled_out_while_the_server_takes_more() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 20).is(Gauge.QUEUED, 9),
                full("app/w1").is(Gauge.SESSIONS, 3));
    assertRuledOut(new ServerMaxconnReached(), incident);
  }

  @Test
  void a_slower_server_explains_it() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2"), server("app/w3"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 20).is(Gauge.QUEUED, 0),
                full("app/w1")
                    .is(Gauge.QUEUED, 8)
                    .is(Gauge.RESPONSE_TIME, 900)
                    .is(Gauge.LAST_SESSION, 0),
                quick("app/w2"),
                quick("app/w3"));
    assertThat(causes(incident)).containsExactly("server-slow");
  }

  private static RowScene quick(String name) {
    return serverRow(name)
        .moved(Counter.ANSWERS_2XX, 10)
        .is(Gauge.RESPONSE_TIME, 9)
        .is(Gauge.LAST_SESSION, 0);
  }

  @Test
  void silent_without_a_limit_or_traffic() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 20).is(Gauge.QUEUED, 9),
                serverRow("app/w1").moved(Counter.SESSIONS, 20));
    assertSilent(new ServerMaxconnReached(), incident);
    assertSilent(new ServerMaxconnReached(), Incident.of(server("app/w1")));
  }
}
