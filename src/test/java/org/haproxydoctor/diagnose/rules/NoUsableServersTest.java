package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L7OK;

import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.junit.jupiter.api.Test;

class NoUsableServersTest {

  private static ServerScene refusing(String name) {
    return server(name).down().check(L4CON, "Connection refused").fails(refused());
  }

  private static ServerScene inMaintenance(String name) {
    return server(name).maint().flags(AdminFlag.FMAINT);
  }

  @Test
  void comes_after_the_different_causes_that_made_them_unusable() {
    Incident incident = Incident.of(refusing("app/w1"), inMaintenance("app/w2"));
    assertThat(causes(incident))
        .containsExactly("connection-refused", "maintenance-by-operator", "no-usable-servers");
    assertThat(diagnosis(incident).findings().getLast().subjects()).containsExactly("app");
  }

  @Test
  void goes_unsaid_when_one_cause_covers_them_all() {
    assertThat(causes(Incident.of(refusing("app/w1"), refusing("app/w2"))))
        .containsExactly("connection-refused");
  }

  @Test
  void said_when_no_cause_is_known() {
    Incident incident = Incident.of(server("app/w1").down().check(L7OK));
    assertThat(causes(incident)).containsExactly("no-usable-servers");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void said_when_a_cause_is_known_for_some_only() {
    Incident incident = Incident.of(refusing("app/w1"), server("app/w2").down().check(L7OK));
    assertThat(causes(incident)).containsExactly("connection-refused", "no-usable-servers");
    assertThat(diagnosis(incident).findings().getLast().evidence())
        .as("symptoms only of the server without a known cause")
        .anyMatch(e -> e.subject().equals("app/w2") && e.value().equals("L7OK"))
        .noneMatch(e -> e.subject().equals("app/w1"));
  }

  @Test
  void said_of_the_one_backend_that_needs_it() {
    Incident incident =
        Incident.of(
            refusing("app/w1"), refusing("shop/s1"), inMaintenance("shop/s2"), server("web/x1"));
    Finding last = diagnosis(incident).findings().getLast();
    assertThat(last.cause().id()).isEqualTo("no-usable-servers");
    assertThat(last.subjects()).containsExactly("shop");
  }

  @Test
  void ruled_out_while_a_backup_serves() {
    Incident incident = Incident.of(refusing("app/w1"), server("app/w2").backup());
    assertRuledOut(new NoUsableServers(), incident);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.WARNING);
  }

  @Test
  void silent_on_healthy_and_on_empty_backends() {
    assertSilent(new NoUsableServers(), Incident.of(server("app/w1")));
    assertSilent(new NoUsableServers(), Incident.of().emptyBackend("app", false).target("app"));
  }
}
