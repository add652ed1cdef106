package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.traffic.Counter;
import org.junit.jupiter.api.Test;

class UncheckedServerFailingTest {
  private static ServerScene unchecked(String name) {
    return server(name).unchecked().is(Word.NO_CHECK, "no check");
  }

  @Test
  void found_when_nobody_listens() {
    Incident incident = Incident.of(unchecked("app/w1").connects(refused()), server("app/w2"));
    assertThat(causes(incident)).containsExactly("unchecked-server-failing");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.WARNING);
  }

  @Test
  void an_outage_when_all_of_a_backend_are_dead() {
    Incident incident =
        Incident.of(
            unchecked("app/w1").connects(refused()), unchecked("app/w2").connects(refused()));
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.CRITICAL);
  }

  @Test
  void no_alarm_while_it_answers_haproxy_s_own_requests() {
    Incident incident =
        Incident.of(unchecked("app/w1").connects(refused()))
            .traffic(serverRow("app/w1").moved(Counter.SESSIONS, 3).moved(Counter.BYTES_OUT, 900));
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
    assertThat(first(incident).severity()).isEqualTo(Severity.INFO);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(first(incident).summary()).contains("but not us");
  }

  @Test
  void an_alarm_while_older_connections_answer_and_new_ones_fail() {
    Incident incident =
        Incident.of(unchecked("app/w1").connects(refused()))
            .traffic(
                serverRow("app/w1").moved(Counter.BYTES_OUT, 900).moved(Counter.CONNECT_ERRORS, 1));
    assertThat(causes(incident)).contains("unchecked-server-failing");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.CRITICAL);
  }

  @Test
  void a_failed_handshake_counts_only_with_errors_of_haproxy_s_own() {
    ProbeResult handshake = ended(Stage.TLS, ProbeResult.Word.TLS_FAILED);
    assertThat(causes(Incident.of(unchecked("app/w1").connects(handshake)))).isEmpty();
    assertThat(causes(Incident.of(unchecked("app/w1").connects(handshake).connectErrors(4))))
        .containsExactly("unchecked-server-failing");
  }

  @Test
  void without_the_configuration_it_counts_only_with_errors_of_haproxy_s_own() {
    Incident unknown =
        Incident.of(unchecked("app/w1").connects(refused())).withoutConfiguration("no file");
    assertThat(causes(unknown)).isEmpty();
    Incident errors =
        Incident.of(unchecked("app/w1").connects(refused()).connectErrors(9))
            .withoutConfiguration("no file");
    assertThat(causes(errors)).containsExactly("unchecked-server-failing");
  }

  @Test
  void silent_on_unchecked_servers_that_work_and_on_those_not_probed() {
    assertSilent(
        new UncheckedServerFailing(),
        Incident.of(unchecked("app/w1").connects(connected()), unchecked("app/w2")));
  }
}
