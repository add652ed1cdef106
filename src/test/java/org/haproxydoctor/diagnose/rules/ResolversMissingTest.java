package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class ResolversMissingTest {
  private static ServerScene nameless() {
    return server("app/w1")
        .named("w1.example.test")
        .is(Word.MAINT_RESOLUTION, "MAINT (resolution)")
        .flags(AdminFlag.RMAINT);
  }

  @Test
  void found_when_the_name_resolves_and_nobody_asks() {
    Incident incident = Incident.of(nameless().resolves("system resolver", "10.0.0.1"));
    assertThat(causes(incident)).containsExactly("resolvers-missing");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void told_beside_a_stale_address() {
    ServerScene stale =
        server("app/w1")
            .named("w1.example.test")
            .runsAt("10.0.0.1", 8080)
            .down()
            .check(CheckStatus.L4CON)
            .fails(refused())
            .resolves("system resolver", "10.0.0.9")
            .moved("10.0.0.9", answered(200), true);
    assertThat(causes(Incident.of(stale))).containsExactly("address-stale", "resolvers-missing");
  }

  @Test
  void ruled_out_when_the_name_has_no_address_now_either() {
    Incident incident = Incident.of(nameless().lookup("system resolver", "no address"));
    assertRuledOut(new ResolversMissing(), incident);
    assertThat(causes(incident)).containsExactly("name-unresolved");
  }

  @Test
  void ruled_out_when_haproxy_does_ask() {
    assertRuledOut(
        new ResolversMissing(),
        Incident.of(nameless().resolvers("lan").resolves("10.0.0.53:53", "10.0.0.1")));
  }

  @Test
  void silent_on_addresses_and_healthy_servers_by_name() {
    assertSilent(
        new ResolversMissing(),
        Incident.of(
            server("app/w1").down().check(CheckStatus.L4CON).fails(refused()),
            server("app/w2").named("w2.example.test")));
  }
}
