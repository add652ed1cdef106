package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.unreachable;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;

import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.junit.jupiter.api.Test;

class SourceAddressUnavailableTest {

  private static final String WORDS =
      "Can't bind to source address (Cannot assign requested address)";

  private static ProbeResult cannotBind() {
    return ended(Stage.CONNECT, ProbeResult.Word.SOURCE_UNAVAILABLE);
  }

  private static ServerScene bound() {
    return server("app/w1").source("192.0.2.53").down().check(L4CON, WORDS);
  }

  @Test
  void found_when_the_address_is_on_no_interface() {
    Incident incident = Incident.of(bound().fails(cannotBind())).host(Set.of("127.0.0.1"));
    assertThat(causes(incident)).containsExactly("source-address-unavailable");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.evidence())
        .extracting(Evidence::source)
        .contains("show stat", "probe", "host", "haproxy.cfg:9");
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("source", "192.0.2.53")
        .containsEntry("config.line", "haproxy.cfg:9");
  }

  @Test
  void found_by_haproxy_and_the_host_without_a_probe() {
    Incident incident = Incident.of(bound()).host(Set.of("127.0.0.1"));
    assertThat(causes(incident)).containsExactly("source-address-unavailable");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void its_ports_may_be_taken_when_the_address_is_there() {
    Incident incident = Incident.of(bound()).host(Set.of("192.0.2.53"));
    assertThat(causes(incident)).containsExactly("source-ports-exhausted");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_there_is_no_path_from_a_good_source() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .source("192.0.2.53")
                    .down()
                    .check(L4CON, "No route to host")
                    .fails(unreachable()))
            .host(Set.of("192.0.2.53"));
    assertThat(causes(incident)).containsExactly("host-unreachable");
    assertRuledOut(new SourceAddressUnavailable(), incident);
  }

  @Test
  void any_address_is_always_there() {
    for (String any : List.of("*", "0.0.0.0", "::")) {
      Incident incident =
          Incident.of(server("app/w1").source(any).down().check(L4CON)).host(Set.of("10.0.0.9"));
      assertThat(causes(incident)).doesNotContain("source-address-unavailable");
    }
  }

  @Test
  void not_taken_for_running_out_of_ports() {
    Incident incident =
        Incident.of(
            server("app/w1").down().check(L4CON, "Out of local source ports on the system"));
    assertThat(causes(incident)).doesNotContain("source-address-unavailable");
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(
        new SourceAddressUnavailable(), Incident.of(server("app/w1").source("192.0.2.53")));
  }
}
