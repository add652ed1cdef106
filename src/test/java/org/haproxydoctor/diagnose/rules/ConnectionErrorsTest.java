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
import org.haproxydoctor.diagnose.Results;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.junit.jupiter.api.Test;

class ConnectionErrorsTest {
  private static Incident refusing(ServerScene... servers) {
    return Incident.of(servers)
        .traffic(
            backendRow("app")
                .moved(Counter.SESSIONS, 40)
                .moved(Counter.CONNECT_ERRORS, 20)
                .moved(Counter.ANSWERS_5XX, 20)
                .moved(Counter.ANSWERS_2XX, 20),
            serverRow("app/w1").moved(Counter.SESSIONS, 20).moved(Counter.ANSWERS_2XX, 20),
            serverRow("app/w2").moved(Counter.SESSIONS, 20).moved(Counter.CONNECT_ERRORS, 20));
  }

  @Test
  void found_on_the_server_whose_connections_fail() {
    Finding finding = first(refusing(server("app/w1"), server("app/w2")));
    assertThat(finding.cause().id()).isEqualTo("connection-errors");
    assertThat(finding.subjects()).containsExactly("app/w2");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.summary()).contains("while its check passes");
  }

  /// A connection that finds no local port is no session.
  @Test
  void found_where_no_attempt_counts_as_a_session() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 40).moved(Counter.ANSWERS_5XX, 40),
                serverRow("app/w1").moved(Counter.CONNECT_ERRORS, 40).moved(Counter.RETRIES, 120));
    assertThat(causes(incident)).containsExactly("connection-errors");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void few_requests_are_an_outage_where_ours_fail_with_every_server_too() {
    ServerScene refused = server("app/w1").traffic(server("app/w1").fails(Results.refused()));
    assertThat(first(few(refused)).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first(few(server("app/w1"))).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(few(refused, server("app/w2"))).severity()).isEqualTo(Severity.WARNING);
  }

  private static Incident few(ServerScene... servers) {
    return Incident.of(servers)
        .traffic(
            backendRow("app")
                .moved(Counter.SESSIONS, 3)
                .moved(Counter.CONNECT_ERRORS, 3)
                .moved(Counter.ANSWERS_5XX, 3),
            serverRow("app/w1").moved(Counter.SESSIONS, 3).moved(Counter.CONNECT_ERRORS, 3));
  }

  @Test
  void our_own_try_of_the_way_confirms_it() {
    ServerScene refused = server("app/w2").traffic(server("app/w2").fails(Results.refused()));
    assertThat(first(refusing(server("app/w1"), refused)).certainty())
        .isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void the_log_confirms_it_and_tells_a_timeout_from_a_refusal() {
    Incident incident =
        refusing(server("app/w1"), server("app/w2")).ended("app/w2", "sC", 5, 30, -1);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("time out");
  }

  @Test
  void found_while_retries_still_hide_it() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 40).moved(Counter.ANSWERS_2XX, 40),
                serverRow("app/w1").moved(Counter.SESSIONS, 40).moved(Counter.ANSWERS_2XX, 40),
                serverRow("app/w2").moved(Counter.SESSIONS, 20).moved(Counter.REDISPATCHES, 20));
    assertThat(first(incident).subjects()).containsExactly("app/w2");
    assertThat(first(incident).summary()).contains("retries hide it");
  }

  @Test
  void goes_unsaid_when_the_check_fails_as_well() {
    ServerScene refused =
        server("app/w2")
            .down()
            .check(CheckStatus.L4CON, "Connection refused")
            .fails(Results.refused());
    assertThat(causes(refusing(server("app/w1"), refused))).containsExactly("connection-refused");
  }

  @Test
  void ruled_out_when_requests_die_in_the_queue() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app")
                    .moved(Counter.SESSIONS, 40)
                    .moved(Counter.CONNECT_ERRORS, 30)
                    .is(Gauge.QUEUED, 9),
                serverRow("app/w1").moved(Counter.SESSIONS, 10).moved(Counter.ANSWERS_2XX, 10));
    assertRuledOut(new ConnectionErrors(), incident);
  }

  @Test
  void silent_without_traffic() {
    assertSilent(new ConnectionErrors(), Incident.of(server("app/w1")));
  }
}
