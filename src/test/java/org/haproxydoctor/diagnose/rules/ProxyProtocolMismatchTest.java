package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.diagnose.rules.Talks.REDIS;
import static org.haproxydoctor.diagnose.rules.Talks.closed;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class ProxyProtocolMismatchTest {

  @Test
  void found_when_the_check_passes_with_the_header() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(SOCKERR, "Connection reset by peer")
                .fails(reset())
                .passesIf(Kind.WITH_PROXY_HEADER, "v2", answered(200)),
            server("app/w2")
                .down()
                .check(L7TOUT)
                .fails(timeout(Stage.FIRST_BYTE))
                .failsEvenIf(Kind.MORE_TIME, timeout(Stage.FIRST_BYTE))
                .passesIf(Kind.WITH_PROXY_HEADER, "v1", answered(200)));
    assertThat(causes(incident)).containsExactly("proxy-protocol-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_when_the_server_knows_only_the_other_version() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .sendsProxyHeader()
                .check(SOCKERR)
                .fails(reset())
                .failsEvenIf(Kind.WITHOUT_PROXY_HEADER, reset())
                .passesIf(Kind.WITH_PROXY_HEADER, "v2", answered(200)));
    assertThat(causes(incident)).containsExactly("proxy-protocol-mismatch");
    assertThat(first(incident).summary()).contains("of the version that the server does not");
    assertThat(first(incident).clues().getFirst().facts())
        .containsEntry("proxy.keyword", "send-proxy-v2");
  }

  @Test
  void found_when_the_check_has_lost_the_header_of_the_traffic() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .checkPort(9000)
                .sendsProxyHeader()
                .check(SOCKERR)
                .fails(reset())
                .passesIf(Kind.WITH_PROXY_HEADER, "v2", answered(200)));
    assertThat(causes(incident)).containsExactly("proxy-protocol-mismatch");
    assertThat(first(incident).summary()).contains("although the traffic does");
  }

  @Test
  void found_when_the_header_is_not_understood() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .sendsProxyHeader()
                .check(L7STS, 400)
                .fails(answered(400))
                .passesIf(Kind.WITHOUT_PROXY_HEADER, "", answered(200)));
    assertThat(causes(incident)).containsExactly("proxy-protocol-mismatch");
  }

  @Test
  void found_when_another_fault_lies_behind_it() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .fails(reset())
                .failsEvenIf(Kind.WITH_PROXY_HEADER, answered(404)));
    assertThat(causes(incident)).containsExactly("proxy-protocol-mismatch");
  }

  @Test
  void found_for_other_protocols_too() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(REDIS)
                .check(L7STS)
                .fails(closed(false))
                .passesIf(Kind.WITH_PROXY_HEADER, "v2", connected()));
    assertThat(causes(incident)).containsExactly("proxy-protocol-mismatch");
  }

  @Test
  void ruled_out_when_the_header_changes_nothing() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(SOCKERR)
                .fails(reset())
                .failsEvenIf(Kind.WITH_TLS, reset())
                .failsEvenIf(Kind.WITH_PROXY_HEADER, reset()));
    assertRuledOut(new ProxyProtocolMismatch(), incident);
    assertThat(causes(incident)).containsExactly("connection-reset");
  }

  @Test
  void a_bad_request_without_a_name_stays_one() {
    assertRuledOut(
        new ProxyProtocolMismatch(),
        Incident.of(
            server("app/w1")
                .down()
                .check(L7STS, 400)
                .fails(answered(400))
                .failsEvenIf(Kind.WITH_PROXY_HEADER, answered(400))));
  }

  @Test
  void cannot_tell_without_a_repetition_where_a_header_is_in_play() {
    Incident incident = Incident.of(server("app/w1").down().sendsProxyHeader().check(SOCKERR));
    assertThat(diagnosis(incident).ruledOut()).doesNotContain("proxy-protocol-mismatch");
  }

  @Test
  void silent_when_all_is_well() {
    assertSilent(
        new ProxyProtocolMismatch(), Incident.of(server("app/w1").sendsProxyHeader().check(L7OK)));
  }
}
