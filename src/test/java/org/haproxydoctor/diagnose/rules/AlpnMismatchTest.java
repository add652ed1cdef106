package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.alert;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.withTls;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.diagnose.rules.Talks.notHttp;
import static org.haproxydoctor.diagnose.rules.Talks.speech;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class AlpnMismatchTest {

  private static ServerScene inTls() {
    return server("app/w1")
        .tls(TlsSettings.plain().withAlpn(List.of("h2")), "alpn h2")
        .down()
        .check(L6RSP, "SSL handshake failure");
  }

  @Test
  void found_when_the_server_says_so_by_its_alert() {
    Incident incident = Incident.of(inTls().fails(alert("no_application_protocol")));
    assertThat(causes(incident)).containsExactly("alpn-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("(h2)");
  }

  @Test
  void found_when_http2_is_answered_in_http1() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7RSP)
                .talks(Dialogue.openingOfHttp2())
                .fails(notHttp(speech(Protocol.HTTP, "HTTP/1.1 400 Bad Request"))),
            server("app/w2")
                .down()
                .check(SOCKERR)
                .talks(Dialogue.openingOfHttp2())
                .fails(reset())
                .passesIf(Kind.HTTP, "http", answered(200)));
    assertThat(causes(incident)).containsExactly("alpn-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_when_the_handshake_succeeds_with_another_protocol() {
    Incident incident =
        Incident.of(
            inTls()
                .fails(alert("handshake_failure"))
                .passesIf(Kind.OTHER_ALPN, "http/1.1", withTls(answered(200))));
    assertThat(causes(incident)).containsExactly("alpn-mismatch");
  }

  @Test
  void found_when_the_server_speaks_http2_only() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls()
                .down()
                .check(L7RSP)
                .fails(withTls(ended(Stage.FIRST_BYTE, Word.CLOSED)))
                .passesIf(Kind.HTTP2, "h2", withTls(connected())));
    assertThat(causes(incident)).containsExactly("alpn-mismatch");
  }

  @Test
  void ruled_out_when_other_versions_help() {
    assertRuledOut(
        new AlpnMismatch(),
        Incident.of(
            inTls()
                .fails(alert("handshake_failure"))
                .passesIf(Kind.OTHER_TLS, "", withTls(answered(200)))));
  }

  @Test
  void not_examined_by_haproxys_word_alone() {
    assertThat(diagnosis(Incident.of(inTls())).notExamined())
        .anyMatch(n -> n.what().equals("alpn-mismatch"));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new AlpnMismatch(), Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new AlpnMismatch(), Incident.of(server("app/w1").tls()));
  }
}
