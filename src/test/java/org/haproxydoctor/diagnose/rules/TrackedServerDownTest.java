package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.CheckStatus;
import org.junit.jupiter.api.Test;

class TrackedServerDownTest {
  private static ServerScene dead() {
    return server("probes/p1")
        .down()
        .check(CheckStatus.L4CON, "Connection refused")
        .fails(refused());
  }

  @Test
  void the_cause_of_the_followed_server_comes_first() {
    Incident incident = Incident.of(server("app/w1").following("probes/p1", "DOWN"), dead());
    assertThat(causes(incident)).containsExactly("connection-refused", "tracked-server-down");
    assertThat(first(incident).subjects()).containsExactly("probes/p1");
    Finding follower = diagnosis(incident).findings().get(1);
    assertThat(follower.subjects()).containsExactly("app/w1");
    assertThat(follower.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(follower.summary()).contains("probes/p1");
  }

  @Test
  void a_chain_is_followed_to_its_end() {
    Incident incident =
        Incident.of(
            server("app/w1").following("mid/m1", "DOWN"),
            server("mid/m1").following("probes/p1", "DOWN"),
            dead());
    Finding follower = diagnosis(incident).findings().get(1);
    assertThat(follower.clues())
        .extracting(c -> c.facts().get("tracked"))
        .containsOnly("probes/p1");
  }

  @Test
  void an_outage_of_the_followers_is_an_outage_of_the_followed_one() {
    Incident incident =
        Incident.of(server("app/w1").following("probes/p1", "DOWN"), dead(), server("probes/p2"));
    assertThat(first(incident).cause().id()).isEqualTo("connection-refused");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void the_followed_server_belongs_to_the_target() {
    Incident incident =
        Incident.of(server("app/w1").following("probes/p1", "DOWN"), dead()).target("app");
    assertThat(causes(incident)).contains("tracked-server-down");
  }

  @Test
  void maintenance_of_the_followed_server_is_no_alarm_while_others_serve() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .following("probes/p1", "MAINT (via probes/p1)")
                .flags(AdminFlag.IMAINT),
            server("app/w2"),
            server("probes/p1").maint().flags(AdminFlag.FMAINT),
            server("probes/p2"));
    assertThat(causes(incident)).containsExactly("maintenance-by-operator", "tracked-server-down");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void ruled_out_when_the_follower_itself_was_taken_out() {
    assertRuledOut(
        new TrackedServerDown(),
        Incident.of(
            server("app/w1").tracking("probes/p1").maint().flags(AdminFlag.FMAINT),
            server("probes/p1")));
  }

  @Test
  void silent_on_healthy_followers() {
    assertSilent(
        new TrackedServerDown(),
        Incident.of(server("app/w1").following("probes/p1", "UP"), server("probes/p1")));
  }
}
