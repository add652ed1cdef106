package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.endedAt;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Kernel;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFamilyUnavailableTest {
  private static final Endpoint SIX = new Endpoint("2001:db8::7", 8080);

  private static ServerScene six(String report, Word word) {
    return server("app/w1")
        .named(SIX.host())
        .down()
        .check(L4CON, report)
        .fails(endedAt(SIX, Stage.CONNECT, word));
  }

  @ParameterizedTest
  @CsvSource({
    "General socket error (Network is unreachable), UNREACHABLE",
    "Out of local source ports on the system, NO_LOCAL_ADDRESS",
    "General socket error (Address family not supported by protocol), NO_FAMILY"
  })
  void found_however_the_system_says_it(String report, Word word) {
    Incident incident =
        Incident.of(six(report, word)).kernel(Kernel.of("127.0.0.1", "10.0.0.9", "::1", "fe80::1"));

    assertThat(causes(incident)).containsExactly("address-family-unavailable");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("IPv6, which this host does not have");
  }

  @Test
  void an_ipv4_server_is_out_of_reach_for_a_host_with_ipv6_alone() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .down()
                    .check(L4CON, "General socket error (Network is unreachable)")
                    .fails(
                        endedAt(new Endpoint("10.0.0.1", 8080), Stage.CONNECT, Word.UNREACHABLE)))
            .kernel(Kernel.of("127.0.0.1", "::1", "2001:db8::9"));

    assertThat(causes(incident)).containsExactly("address-family-unavailable");
  }

  @Test
  void ruled_out_when_the_host_has_the_family_and_only_the_way_is_missing() {
    Incident incident =
        Incident.of(six("General socket error (Network is unreachable)", Word.UNREACHABLE))
            .kernel(Kernel.of("10.0.0.9", "2001:db8:5::9"));

    assertThat(causes(incident)).containsExactly("host-unreachable");
    assertRuledOut(new AddressFamilyUnavailable(), incident);
  }

  @Test
  void not_claimed_while_the_host_was_not_looked_at() {
    Incident incident =
        Incident.of(six("General socket error (Network is unreachable)", Word.UNREACHABLE));

    assertThat(causes(incident)).containsExactly("host-unreachable");
  }

  @Test
  void silent_on_healthy_servers_and_on_other_failures() {
    Kernel kernel = Kernel.of("10.0.0.9");
    assertSilent(new AddressFamilyUnavailable(), Incident.of(server("app/w1")).kernel(kernel));
    assertSilent(
        new AddressFamilyUnavailable(),
        Incident.of(server("app/w1").down().check(L4CON, "Connection refused").fails(refused()))
            .kernel(kernel));
  }
}
