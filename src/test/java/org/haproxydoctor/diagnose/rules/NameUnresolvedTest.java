package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.unresolved;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class NameUnresolvedTest {

  private static ServerScene nameless() {
    return server("app/w1")
        .named("w1.example.test")
        .is(Word.MAINT_RESOLUTION, "MAINT (resolution)")
        .flags(AdminFlag.RMAINT);
  }

  @Test
  void found_when_the_nameserver_knows_no_address() {
    Incident incident = Incident.of(nameless().lookup("10.0.0.53:53", "NXDOMAIN"));
    assertThat(causes(incident)).containsExactly("name-unresolved");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.summary()).contains("w1.example.test");
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("name", "w1.example.test")
        .containsEntry("nameserver", "10.0.0.53:53")
        .containsEntry("nameserver.host", "10.0.0.53")
        .containsEntry("nameserver.port", "53");
  }

  @Test
  void the_system_s_resolver_is_no_nameserver_that_a_command_could_ask() {
    Finding finding = first(Incident.of(nameless().lookup("system resolver", "no address")));
    assertThat(finding.clues().getFirst().facts()).doesNotContainKey("nameserver");
  }

  @Test
  void the_nameserver_haproxy_asks_counts_and_not_the_systems_resolver() {
    Incident incident =
        Incident.of(
            nameless().lookup("10.0.0.53:53", "NXDOMAIN").resolves("system resolver", "10.0.0.7"));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void in_doubt_when_the_name_has_an_address_by_now() {
    Incident incident =
        Incident.of(nameless().resolvers("lan").resolves("10.0.0.53:53", "10.0.0.7"));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void says_so_when_other_servers_of_the_backend_use_all_addresses_of_the_name() {
    Incident incident =
        Incident.of(
            nameless().resolvers("lan").resolves("10.0.0.53:53", "10.0.0.1"), server("app/w2"));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(first(incident).summary()).contains("has no address left");
  }

  @Test
  void ruled_out_for_the_spare_servers_of_a_template() {
    ServerScene spare = nameless().is(Word.MAINT_SPARE, "MAINT (resolution)");
    Incident incident = Incident.of(spare, server("app/w2"));
    assertRuledOut(new NameUnresolved(), incident);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void servers_of_one_name_share_the_finding() {
    ServerScene other = server("app/w2").is(Word.MAINT_RESOLUTION, "MAINT (resolution)");
    Incident incident = Incident.of(nameless(), other);
    assertThat(causes(incident)).containsExactly("name-unresolved");
    assertThat(first(incident).subjects()).containsExactly("app/w1", "app/w2");
  }

  @Test
  void not_taken_for_maintenance_by_someone() {
    Incident incident = Incident.of(nameless(), server("app/w2"));
    assertThat(causes(incident)).containsExactly("name-unresolved");
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertRuledOut(new MaintenanceByOperator(), incident);
  }

  @Test
  void possible_when_a_failing_servers_name_is_gone_from_dns() {
    Incident incident =
        Incident.of(
            server("app/w1").named("w1.example.test").down().check(L4TOUT).fails(unresolved()));
    assertThat(causes(incident)).containsExactly("name-unresolved");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void silent_on_maintenance_and_on_healthy_servers() {
    assertSilent(
        new NameUnresolved(),
        Incident.of(server("app/w1").maint().flags(AdminFlag.FMAINT), server("app/w2")));
  }
}
