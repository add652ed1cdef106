package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;

import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.CheckStatus;
import org.junit.jupiter.api.Test;

class OnlyBackupServingTest {
  private static ServerScene dead(String name) {
    return server(name).down().check(CheckStatus.L4CON).fails(refused());
  }

  @Test
  void found_after_what_took_the_active_servers_out() {
    Incident incident = Incident.of(dead("app/w1"), dead("app/w2"), server("app/spare").backup());
    assertThat(causes(incident)).containsExactly("connection-refused", "only-backup-serving");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.WARNING);
  }

  @Test
  void found_where_each_active_server_has_its_own_cause() {
    ServerScene ill = server("app/w2").down().check(CheckStatus.L7STS, 503).fails(answered(503));
    Incident incident = Incident.of(dead("app/w1"), ill, server("app/spare").backup());
    assertThat(causes(incident)).last().isEqualTo("only-backup-serving");
  }

  @Test
  void ruled_out_while_an_active_server_serves() {
    assertRuledOut(
        new OnlyBackupServing(),
        Incident.of(dead("app/w1"), server("app/w2"), server("app/spare").backup()));
  }

  @Test
  void silent_where_all_are_out_and_where_there_are_backups_only() {
    assertSilent(
        new OnlyBackupServing(),
        Incident.of(
            dead("app/w1"),
            dead("app/spare").backup(),
            server("mail/m1").backup(),
            server("mail/m2").backup()));
  }
}
