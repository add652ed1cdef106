package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class AgentReportsDownTest {
  private static ServerScene reported() {
    return server("app/w1")
        .is(Word.DOWN_BY_AGENT, "DOWN (agent)")
        .agent(CheckStatus.L7STS, "via agent : down (disk full)");
  }

  @Test
  void found_when_haproxy_and_the_agent_itself_say_so() {
    Incident incident = Incident.of(reported().agentSays("down #disk full"));
    assertThat(causes(incident)).containsExactly("agent-reports-down");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first(incident).summary()).contains("disk full");
    assertThat(first(incident).clues().getFirst().facts()).containsEntry("agent.port", "9000");
  }

  @Test
  void what_an_agent_said_stays_when_it_is_gone() {
    ServerScene gone =
        server("app/w1")
            .is(Word.DOWN_BY_AGENT, "DOWN (agent)")
            .agent(CheckStatus.L4CON, "Connection refused")
            .agentIsGone();
    Incident silent = Incident.of(gone);
    assertThat(causes(silent)).containsExactly("agent-reports-down");
    assertThat(first(silent).certainty()).isEqualTo(Certainty.POSSIBLE);
    Incident logged =
        Incident.of(gone).logged(ServerEvent.Kind.DOWN, "app/w1", "via agent : stopped");
    assertThat(first(logged).certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(first(logged).summary()).contains("the agent is gone");
  }

  @Test
  void a_maintenance_or_drain_that_the_agent_asks_for_is_no_alarm_while_others_serve() {
    ServerScene maint =
        server("app/w1").maint().flags(AdminFlag.FMAINT).agent(CheckStatus.CHECKED, "");
    Incident incident = Incident.of(maint.agentSays("maint"), server("app/w2"));
    assertThat(causes(incident)).containsExactly("agent-reports-down");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
    ServerScene drain =
        server("app/w1")
            .is(Word.DRAIN, "DRAIN (agent)")
            .flags(AdminFlag.FDRAIN)
            .agent(CheckStatus.CHECKED, "")
            .agentSays("drain");
    assertThat(causes(Incident.of(drain))).containsExactly("agent-reports-down");
  }

  @Test
  void a_percentage_of_a_small_weight_is_nothing() {
    ServerScene unweighted =
        server("app/w1").weighs(0, 0).agent(CheckStatus.CHECKED, "").agentSays("75%");
    Incident incident = Incident.of(unweighted, server("app/w2"));
    assertThat(causes(incident)).containsExactly("agent-reports-down");
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(incident).summary()).contains("75 % of weight 1");
    assertRuledOut(new WeightZero(), incident);
  }

  @Test
  void a_weight_of_nothing_that_was_asked_for_is_no_alarm() {
    Incident incident =
        Incident.of(
            server("app/w1").weighs(0, 0).agent(CheckStatus.CHECKED, "").agentSays("0%"),
            server("app/w2"));
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void ruled_out_when_an_operator_forced_the_verdict() {
    assertRuledOut(
        new AgentReportsDown(),
        Incident.of(
            server("app/w1")
                .is(Word.DOWN_BY_AGENT, "DOWN (agent)")
                .agent(CheckStatus.CHECKED, "")
                .agentSays("50%")));
  }

  @Test
  void ruled_out_when_an_operator_did_it_and_the_agent_says_ready() {
    ServerScene forced =
        server("app/w1")
            .maint()
            .flags(AdminFlag.FMAINT)
            .agent(CheckStatus.CHECKED, "")
            .agentSays("ready up");
    Incident incident = Incident.of(forced);
    assertRuledOut(new AgentReportsDown(), incident);
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void cannot_tell_what_an_agent_said_before_that_takes_nothing_back() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .maint()
                .flags(AdminFlag.FMAINT)
                .agent(CheckStatus.L7OK, "via agent : up")
                .agentSays("up"));
    assertThat(causes(incident)).containsExactly("maintenance-by-operator");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n -> n.what().equals("agent-reports-down"));
  }

  @Test
  void a_gone_agent_makes_a_drain_doubtful() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .is(Word.DRAIN, "DRAIN (agent)")
                .flags(AdminFlag.FDRAIN)
                .agent(CheckStatus.L4CON, "")
                .agentIsGone());
    assertThat(first(incident).cause().id()).isEqualTo("agent-reports-down");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void silent_without_an_agent_and_on_healthy_servers() {
    assertSilent(
        new AgentReportsDown(),
        Incident.of(
            server("app/w1").maint().flags(AdminFlag.FMAINT),
            server("app/w2").agent(CheckStatus.L7OK, "via agent : up").agentSays("up 50%")));
  }
}
