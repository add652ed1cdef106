package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.diagnose.rules.Talks.REDIS;
import static org.haproxydoctor.diagnose.rules.Talks.RULES_FOR_REDIS;
import static org.haproxydoctor.diagnose.rules.Talks.mismatch;
import static org.haproxydoctor.diagnose.rules.Talks.refusal;
import static org.haproxydoctor.diagnose.rules.Talks.speech;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class LoginRejectedTest {
  private static ServerScene refused(ServerScene scene) {
    return scene.fails(mismatch(refusal(Protocol.REDIS, "NOAUTH", true)));
  }

  @Test
  void found_when_the_service_refuses_who_asks_whatever_word_haproxy_has_for_it() {
    for (ServerScene server :
        List.of(
            server("app/w1").talks(REDIS).check(L7TOUT),
            server("app/w1").talks(REDIS).check(L7STS, "-NOAUTH Authentication required."),
            server("app/w1").talks(RULES_FOR_REDIS).check(L7RSP))) {
      Incident incident = Incident.of(refused(server.down()));
      assertThat(causes(incident)).containsExactly("login-rejected");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
      assertThat(first(incident).summary()).contains("code NOAUTH");
    }
  }

  @Test
  void haproxys_words_are_enough_where_nothing_was_repeated() {
    for (ServerScene server :
        List.of(
            server("app/w1").unconfigured().check(L7STS, 0, "-NOAUTH Authentication required."),
            server("app/w1").unconfigured().check(L7STS, 1129, "Host 'x' is blocked because of"),
            server("app/w1").talks(REDIS).check(L7STS, 1045, "Access denied for user 'x'"))) {
      Incident incident = Incident.of(server.down());
      assertThat(causes(incident)).contains("login-rejected");
      assertThat(first(incident).cause().id()).isEqualTo("login-rejected");
    }
  }

  @Test
  void ruled_out_when_everybody_is_refused() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(REDIS)
                .check(L7TOUT)
                .fails(mismatch(refusal(Protocol.REDIS, "LOADING", false))));
    assertRuledOut(new LoginRejected(), incident);
    assertThat(causes(incident)).containsExactly("tcp-check-mismatch");
  }

  @Test
  void ruled_out_when_another_protocol_refuses() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .talks(REDIS)
                .check(L7STS)
                .fails(mismatch(refusal(Protocol.SMTP, "554", true))));
    assertThat(causes(incident)).containsExactly("protocol-mismatch");
  }

  @Test
  void ruled_out_when_the_check_asks_at_the_wrong_port() {
    Incident incident =
        Incident.of(
            refused(server("app/w1").down().checkPort(9000).talks(REDIS).check(L7TOUT))
                .passesIf(Kind.SERVICE_TARGET, "10.0.0.1:8080", connected()));
    assertThat(causes(incident)).containsExactly("check-target-differs");
  }

  @Test
  void http_has_a_cause_of_its_own() {
    Incident incident = Incident.of(server("app/w1").down().check(L7STS, 401).fails(answered(401)));
    assertSilent(new LoginRejected(), incident);
  }

  @Test
  void ruled_out_when_something_else_came() {
    assertRuledOut(
        new LoginRejected(),
        Incident.of(
            server("app/w1")
                .down()
                .talks(REDIS)
                .check(L7STS)
                .fails(mismatch(speech(Protocol.TEXT, "hello")))));
  }

  @Test
  void silent_when_all_is_well() {
    assertSilent(new LoginRejected(), Incident.of(server("app/w1").talks(REDIS).check(L7OK)));
  }
}
