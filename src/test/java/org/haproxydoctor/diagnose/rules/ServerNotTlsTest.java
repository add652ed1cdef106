package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.notHttp;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.Results.tlsFailed;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7RSP;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class ServerNotTlsTest {

  private static ServerScene inTls() {
    return server("app/w1").tls().down().check(L6RSP, "SSL handshake failure");
  }

  @Test
  void found_when_a_request_in_clear_is_answered() {
    Incident incident =
        Incident.of(inTls().fails(tlsFailed("")).passesIf(Kind.WITHOUT_TLS, "", answered(200)));
    assertThat(causes(incident)).containsExactly("server-not-tls");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_when_the_server_waits_for_a_request_during_the_handshake() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L6TOUT)
                .fails(timeout(Stage.TLS))
                .passesIf(Kind.WITHOUT_TLS, "", answered(200)));
    assertThat(causes(incident)).containsExactly("server-not-tls");
  }

  @Test
  void found_when_the_handshake_is_answered_with_clear_text() {
    Incident incident =
        Incident.of(inTls().connectOnly().fails(tlsFailed("HTTP/1.1 400 Bad Request")));
    assertThat(causes(incident)).containsExactly("server-not-tls");
  }

  @Test
  void found_whatever_the_answer_in_clear_is_and_not_taken_for_a_hung_application() {
    for (int status : new int[] {404, 503, 400}) {
      Incident incident =
          Incident.of(
              server("app/w1")
                  .tls()
                  .down()
                  .check(L6TOUT)
                  .fails(timeout(Stage.TLS))
                  .failsEvenIf(Kind.MORE_TIME, timeout(Stage.TLS))
                  .failsEvenIf(Kind.WITHOUT_TLS, answered(status)));
      assertThat(causes(incident)).containsExactly("server-not-tls");
    }
  }

  @Test
  void found_when_another_protocol_is_spoken_in_clear() {
    Incident incident =
        Incident.of(
            inTls().fails(tlsFailed("")).failsEvenIf(Kind.WITHOUT_TLS, notHttp("220 mail ESMTP")));
    assertThat(causes(incident)).containsExactly("server-not-tls");
  }

  @Test
  void ruled_out_when_the_port_refuses_clear_text_in_the_way_of_tls_servers() {
    assertRuledOut(
        new ServerNotTls(),
        Incident.of(
            inTls().fails(tlsFailed("\\x15\\x03")).failsEvenIf(Kind.WITHOUT_TLS, answered(400))));
  }

  @Test
  void an_open_port_proves_nothing_where_the_check_only_connects() {
    assertRuledOut(
        new ServerNotTls(),
        Incident.of(
            inTls()
                .connectOnly()
                .fails(tlsFailed(""))
                .passesIf(Kind.WITHOUT_TLS, "", connected())));
  }

  @Test
  void not_examined_by_haproxys_word_alone() {
    Diagnosis diagnosis = diagnosis(Incident.of(inTls().checkPort(8443)));
    assertThat(diagnosis.findings())
        .extracting(f -> f.cause().id())
        .doesNotContain("server-not-tls");
    assertThat(diagnosis.notExamined()).anyMatch(n -> n.what().equals("server-not-tls"));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new ServerNotTls(), Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new ServerNotTls(), Incident.of(server("app/w1").tls()));
  }
}
