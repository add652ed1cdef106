package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.alert;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.answeredBy;
import static org.haproxydoctor.diagnose.Results.reset;
import static org.haproxydoctor.diagnose.Results.tlsFailed;
import static org.haproxydoctor.diagnose.Results.withTls;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L7RSP;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class TlsVersionMismatchTest {

  private static ServerScene inTls() {
    return server("app/w1").tls().down().check(L6RSP, "SSL handshake failure");
  }

  @Test
  void found_when_the_handshake_succeeds_without_limits() {
    Incident incident =
        Incident.of(
            inTls()
                .fails(alert("handshake_failure"))
                .passesIf(Kind.OTHER_TLS, "", withTls(answered(200))));
    assertThat(causes(incident)).containsExactly("tls-version-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("would take TLSv1.3");
  }

  @Test
  void found_when_the_server_says_so_by_its_alert() {
    for (String name : new String[] {"protocol_version", "insufficient_security"}) {
      assertThat(causes(Incident.of(inTls().fails(alert(name)))))
          .containsExactly("tls-version-mismatch");
    }
  }

  @Test
  void ruled_out_when_the_port_is_clear_or_a_name_or_protocol_helps() {
    assertRuledOut(
        new TlsVersionMismatch(),
        Incident.of(inTls().fails(tlsFailed("HTTP/1.1 400 Bad Request"))));
    assertRuledOut(
        new TlsVersionMismatch(),
        Incident.of(
            inTls()
                .fails(alert("handshake_failure"))
                .passesIf(Kind.WITH_SNI, "a", answeredBy("AA", 200))));
    assertRuledOut(
        new TlsVersionMismatch(), Incident.of(inTls().fails(alert("no_application_protocol"))));
  }

  @Test
  void the_line_that_sets_the_limit_is_named() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .tls(TlsSettings.plain(), "ssl-max-ver TLSv1.2")
                .down()
                .check(L6RSP)
                .fails(alert("protocol_version")));
    assertThat(first(incident).clues().getFirst().evidence())
        .anyMatch(e -> e.value().contains("ssl-max-ver TLSv1.2"));
  }

  @Test
  void not_examined_by_haproxys_word_alone() {
    assertThat(diagnosis(Incident.of(inTls())).notExamined())
        .anyMatch(n -> n.what().equals("tls-version-mismatch"));
  }

  @Test
  void silent_on_checks_in_clear_and_on_healthy_servers() {
    assertSilent(
        new TlsVersionMismatch(), Incident.of(server("app/w1").down().check(L7RSP).fails(reset())));
    assertSilent(new TlsVersionMismatch(), Incident.of(server("app/w1").tls()));
  }
}
