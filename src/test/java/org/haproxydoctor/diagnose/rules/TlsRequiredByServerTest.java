package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.notHttp;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.Results.tlsFailed;
import static org.haproxydoctor.diagnose.Results.withTls;
import static org.haproxydoctor.diagnose.RowScene.backendRow;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4OK;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.model.traffic.Counter;
import org.junit.jupiter.api.Test;

class TlsRequiredByServerTest {

  @Test
  void found_when_the_check_passes_in_tls() {
    for (ServerScene server :
        List.of(
            server("app/w1").check(L7RSP).fails(reset()),
            server("app/w1").check(SOCKERR, "Connection reset by peer").fails(reset()),
            server("app/w1").check(L7STS, 400).fails(answered(400)),
            server("app/w1").check(L7STS, 403).fails(answered(403)),
            server("app/w1").check(L7STS, 301).fails(answered(301)),
            server("app/w1").check(L7TOUT).fails(timeout(Stage.FIRST_BYTE)))) {
      Incident incident =
          Incident.of(server.down().passesIf(Kind.WITH_TLS, "", withTls(answered(200))));
      assertThat(causes(incident)).containsExactly("tls-required-by-server");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    }
  }

  @Test
  void found_when_only_the_traffic_speaks_in_clear() {
    ServerScene way =
        server("app/w1").fails(reset()).passesIf(Kind.WITH_TLS, "", withTls(answered(200)));
    Incident incident =
        Incident.of(server("app/w1").check(L4OK).traffic(way))
            .traffic(
                backendRow("app")
                    .moved(Counter.SESSIONS, 40)
                    .moved(Counter.RESPONSE_ERRORS, 40)
                    .moved(Counter.ANSWERS_5XX, 40),
                serverRow("app/w1").moved(Counter.SESSIONS, 40).moved(Counter.RESPONSE_ERRORS, 40));

    assertThat(causes(incident)).containsExactly("tls-required-by-server");
    assertThat(first(incident).summary()).contains("the traffic speaks in clear");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void silent_when_the_way_of_the_traffic_leads_to_answers() {
    ServerScene way = server("app/w1").passes(answered(200));
    assertThat(causes(Incident.of(server("app/w1").check(L4OK).traffic(way)))).isEmpty();
  }

  @Test
  void found_when_the_handshake_succeeds_and_another_fault_lies_behind_it() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .fails(reset())
                .failsEvenIf(Kind.WITH_TLS, withTls(answered(404))));
    assertThat(causes(incident)).containsExactly("tls-required-by-server");
  }

  @Test
  void found_when_the_handshake_needs_a_name() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .fails(reset())
                .failsEvenIf(Kind.WITH_TLS, reset())
                .failsEvenIf(Kind.WITH_TLS, withTls(answered(404))));
    assertThat(causes(incident)).containsExactly("tls-required-by-server");
    assertThat(first(incident).evidence()).anyMatch(e -> e.value().equals("404"));
  }

  @Test
  void found_when_the_request_in_clear_is_answered_with_a_tls_record() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .fails(notHttp("\\x15\\x03\\x03\\x00\\x02\\x02\\n")));
    assertThat(causes(incident)).containsExactly("tls-required-by-server");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_when_the_handshake_is_refused_in_tls() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .fails(reset())
                .failsEvenIf(Kind.WITH_TLS, tlsFailed("\\x15\\x03\\x03\\x00\\x02\\x02p")));
    assertThat(causes(incident)).containsExactly("tls-required-by-server");
  }

  @Test
  void ruled_out_when_the_server_only_resets() {
    assertRuledOut(
        new TlsRequiredByServer(),
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .fails(reset())
                .failsEvenIf(Kind.WITH_TLS, reset())));
  }

  @Test
  void possible_without_probes_only_on_a_port_usual_for_tls() {
    ServerScene unprobed = server("app/w1").down().check(SOCKERR, "Connection reset by peer");
    assertThat(causes(Incident.of(unprobed))).doesNotContain("tls-required-by-server");
    assertThat(diagnosis(Incident.of(unprobed)).notExamined())
        .anyMatch(n -> n.what().equals("tls-required-by-server"));
    Incident usual = Incident.of(unprobed.checkPort(8443));
    assertThat(first(usual).cause().id()).isEqualTo("tls-required-by-server");
    assertThat(first(usual).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void an_answer_in_clear_without_probes_is_ruled_out_on_any_port() {
    for (String empty : new String[] {"", "Layer7 invalid response: empty response"}) {
      assertThat(causes(Incident.of(server("app/w1").down().check(L7RSP, empty).checkPort(443))))
          .contains("tls-required-by-server");
    }
    assertRuledOut(
        new TlsRequiredByServer(),
        Incident.of(server("app/w1").down().check(L7RSP, "SSH-2.0-OpenSSH").checkPort(443)));
  }

  @Test
  void silent_on_checks_in_tls_and_on_healthy_servers() {
    assertSilent(
        new TlsRequiredByServer(),
        Incident.of(server("app/w1").tls().down().check(L6RSP).fails(tlsFailed(""))));
    assertSilent(new TlsRequiredByServer(), Incident.of(server("app/w1")));
  }
}
