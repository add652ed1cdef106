package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.time.Duration;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class HealthForcedDownTest {
  private static ServerScene switchedOff() {
    return server("app/w1").down().stopped().withoutResult().checkState(2);
  }

  @Test
  void found_when_the_check_was_switched_off_and_would_pass() {
    Incident incident = Incident.of(switchedOff().passes(answered(200)));
    assertThat(causes(incident)).containsExactly("health-forced-down");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void the_check_s_own_failure_comes_first() {
    Incident incident = Incident.of(switchedOff().fails(refused()));
    assertThat(causes(incident)).containsExactly("connection-refused", "health-forced-down");
  }

  @Test
  void found_on_an_unchecked_server() {
    Incident incident = Incident.of(server("app/w1").unchecked().down().connects(connected()));
    assertThat(causes(incident)).containsExactly("health-forced-down");
  }

  @Test
  void found_against_a_passing_check_when_the_log_says_by_whom() {
    ServerScene forced = server("app/w1").down().check(CheckStatus.INI);
    Incident incident = Incident.of(forced).loggedChange(Kind.DOWN, "app/w1");
    assertThat(causes(incident)).containsExactly("health-forced-down");
  }

  @Test
  void found_against_a_passing_check_by_its_health_alone() {
    assertThat(causes(Incident.of(server("app/w1").down().overruled())))
        .containsExactly("health-forced-down");
  }

  @Test
  void found_when_an_agent_s_verdict_was_forced() {
    ServerScene forced =
        server("app/w1")
            .is(Word.DOWN_BY_AGENT, "DOWN (agent)")
            .agent(CheckStatus.CHECKED, "")
            .agentSays("50%");
    assertThat(causes(Incident.of(forced))).containsExactly("health-forced-down");
    ServerScene gone = server("app/w1").is(Word.DOWN_BY_AGENT, "DOWN (agent)").agentIsGone();
    Incident logged =
        Incident.of(gone.agent(CheckStatus.L4CON, "")).loggedChange(Kind.DOWN, "app/w1");
    assertThat(causes(logged)).containsExactly("health-forced-down");
  }

  @Test
  void found_when_stopped_softly_without_condition() {
    ServerScene stopped = server("app/w1").is(Word.NOLB, "NOLB").check(CheckStatus.L4OK);
    assertThat(causes(Incident.of(stopped, server("app/w2"))))
        .containsExactly("health-forced-down");
  }

  @Test
  void ruled_out_for_an_agent_s_own_word_and_for_failing_checks() {
    assertRuledOut(
        new HealthForcedDown(),
        Incident.of(
            server("app/w1")
                .is(Word.DOWN_BY_AGENT, "DOWN (agent)")
                .agent(CheckStatus.L7STS, "via agent : down"),
            server("app/w2").down().check(CheckStatus.L4CON).fails(refused()),
            server("app/w3").is(Word.NOLB, "NOLB").check(CheckStatus.L7OKC, 404)));
  }

  @Test
  void ruled_out_when_a_state_file_had_it_down() {
    ServerScene before = server("app/w1").unchecked().down().stopped();
    Incident incident =
        Incident.of(server("app/w1").unchecked().down().changed(Duration.ofHours(3)))
            .info("Uptime_sec", 600)
            .stateFile(Duration.ofHours(1), before);
    assertRuledOut(new HealthForcedDown(), incident);
    assertThat(causes(incident)).containsExactly("maintenance-from-state-file");
  }

  @Test
  void silent_on_followers_and_healthy_servers() {
    assertSilent(
        new HealthForcedDown(),
        Incident.of(server("app/w1").following("app/w2", "DOWN"), server("app/w2")));
  }
}
