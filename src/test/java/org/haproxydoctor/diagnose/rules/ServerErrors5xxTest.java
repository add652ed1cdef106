package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.backendRow;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.clues;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Results;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.traffic.Counter;
import org.junit.jupiter.api.Test;

class ServerErrors5xxTest {
  private static Incident orders(int errors, int good) {
    return Incident.of(server("app/w1"), server("app/w2"))
        .traffic(
            backendRow("app")
                .moved(Counter.SESSIONS, errors + good)
                .moved(Counter.ANSWERS_5XX, errors)
                .moved(Counter.ANSWERS_2XX, good),
            serverRow("app/w1")
                .moved(Counter.SESSIONS, errors + good)
                .moved(Counter.ANSWERS_5XX, errors)
                .moved(Counter.ANSWERS_2XX, good),
            serverRow("app/w2"));
  }

  @Test
  void found_on_the_server_whose_answers_are_errors() {
    Finding finding = first(orders(20, 20));
    assertThat(finding.cause().id()).isEqualTo("server-errors-5xx");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.subjects()).containsExactly("app/w1");
    assertThat(finding.evidence())
        .anyMatch(e -> e.field().equals("hrsp_5xx") && e.value().contains("+20 in 1 s"));
  }

  @Test
  void the_log_confirms_it() {
    Finding finding = first(orders(20, 20).ended("app/w1", "--", 5, 200, 3));
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void an_outage_when_nobody_is_served() {
    Finding finding = first(orders(20, 0));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.summary()).contains("answers all requests with 5xx");
  }

  @Test
  void found_with_little_traffic_when_most_of_it_fails() {
    assertThat(causes(orders(3, 2))).containsExactly("server-errors-5xx");
  }

  @Test
  void found_with_hardly_any_traffic_when_the_log_of_a_minute_shows_it() {
    Incident incident =
        orders(1, 1).ended("app/w1", "--", 5, 30, 3).ended("app/w1", "--", 2, 31, 3);
    assertThat(causes(incident)).containsExactly("server-errors-5xx");
  }

  @Test
  void single_errors_among_many_requests_are_daily_life() {
    assertRuledOutOn(orders(4, 60));
    assertRuledOutOn(orders(50, 2000));
    assertRuledOutOn(orders(2, 3));
    assertThat(diagnosis(orders(50, 2000)).status()).isEqualTo(Status.OK);
  }

  private static void assertRuledOutOn(Incident incident) {
    assertThat(clues(new ServerErrors5xx(), incident)).isEmpty();
  }

  @Test
  void errors_of_last_week_do_not_count() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 50).moved(Counter.ANSWERS_2XX, 50),
                serverRow("app/w1")
                    .moved(Counter.SESSIONS, 50)
                    .moved(Counter.ANSWERS_2XX, 50)
                    .stands(Counter.ANSWERS_5XX, 100_000))
            .ended("app/w1", "--", 5, 500, 3);
    assertRuledOut(new ServerErrors5xx(), incident);
  }

  @Test
  void what_haproxy_answers_itself_is_none_of_the_servers() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 50).moved(Counter.ANSWERS_5XX, 50),
                serverRow("app/w1").moved(Counter.SESSIONS, 50).moved(Counter.RESPONSE_ERRORS, 50));
    assertRuledOut(new ServerErrors5xx(), incident);
  }

  @Test
  void goes_unsaid_when_the_check_fails_for_the_same_reason() {
    ServerScene sick =
        server("app/w1").down().check(CheckStatus.L7STS, 503).fails(Results.answered(503));
    Incident incident =
        Incident.of(sick, server("app/w2"))
            .traffic(
                backendRow("app").moved(Counter.ANSWERS_2XX, 20),
                serverRow("app/w1").moved(Counter.ANSWERS_5XX, 20));
    assertThat(causes(incident)).containsExactly("application-unhealthy");
  }

  @Test
  void silent_without_traffic() {
    assertSilent(new ServerErrors5xx(), Incident.of(server("app/w1")));
    assertSilent(new ServerErrors5xx(), Incident.of(server("app/w1")).withoutTraffic("hung"));
  }

  @Test
  void says_when_the_counters_could_not_be_read_twice() {
    assertThat(diagnosis(Incident.of(server("app/w1")).withoutTraffic("hung")).notExamined())
        .anyMatch(n -> n.what().equals("traffic") && n.reason().equals("hung"));
  }
}
