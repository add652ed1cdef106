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
import org.junit.jupiter.api.Test;

class ResponseErrorsTest {
  private static Incident broken(int errors, int good) {
    return Incident.of(server("app/w1"))
        .traffic(
            backendRow("app")
                .moved(Counter.SESSIONS, errors + good)
                .moved(Counter.RESPONSE_ERRORS, errors)
                .moved(Counter.ANSWERS_5XX, errors)
                .moved(Counter.ANSWERS_2XX, good),
            serverRow("app/w1")
                .moved(Counter.SESSIONS, errors + good)
                .moved(Counter.RESPONSE_ERRORS, errors)
                .moved(Counter.ANSWERS_2XX, good));
  }

  @Test
  void found_and_told_by_the_log_how() {
    Finding finding =
        first(broken(15, 15).ended("app/w1", "sH", 5, 40, -1).ended("app/w1", "SH", 5, 2, -1));
    assertThat(finding.cause().id()).isEqualTo("response-errors");
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.summary()).contains("timeout server");
  }

  @Test
  void the_line_of_the_timeout_is_where_the_reader_is_sent() {
    Incident incident =
        broken(15, 15).ended("app/w1", "sH", 5, 40, -1).limited("app", "timeout server 3s");
    assertThat(first(incident).clues().getFirst().facts())
        .containsEntry("config.line", "haproxy.cfg:7");
  }

  @Test
  void found_without_a_log() {
    assertThat(first(broken(15, 15)).summary()).contains("cut off, invalid or too late");
  }

  @Test
  void an_outage_when_no_answer_is_whole() {
    assertThat(first(broken(15, 0)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void found_when_answers_break_in_the_middle() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.ANSWERS_2XX, 30),
                serverRow("app/w1")
                    .moved(Counter.ANSWERS_2XX, 30)
                    .moved(Counter.SERVER_ABORTS, 15));
    assertThat(causes(incident)).containsExactly("response-errors");
  }

  @Test
  void ruled_out_when_few_break() {
    assertRuledOut(new ResponseErrors(), broken(4, 200));
  }

  @Test
  void ruled_out_when_the_application_answers_errors_itself() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.ANSWERS_5XX, 30),
                serverRow("app/w1").moved(Counter.ANSWERS_5XX, 30));
    assertRuledOut(new ResponseErrors(), incident);
    assertThat(causes(incident)).containsExactly("server-errors-5xx");
  }

  @Test
  void ruled_out_when_clients_leave() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.ANSWERS_2XX, 30).moved(Counter.CLIENT_ABORTS, 30),
                serverRow("app/w1")
                    .moved(Counter.ANSWERS_2XX, 30)
                    .moved(Counter.CLIENT_ABORTS, 30));
    assertRuledOut(new ResponseErrors(), incident);
  }

  @Test
  void silent_without_traffic() {
    assertSilent(new ResponseErrors(), Incident.of(server("app/w1")));
  }
}
