package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.junit.jupiter.api.Test;

class AddressStaleTest {
  private static ServerScene at(String address) {
    return server("app/w1")
        .named("w1.example.test")
        .resolvers("lan")
        .runsAt(address, 8080)
        .down()
        .check(CheckStatus.L4TOUT)
        .fails(timeout(Stage.CONNECT));
  }

  @Test
  void found_when_the_name_has_moved_and_the_server_answers_there() {
    Incident incident =
        Incident.of(
            at("10.0.0.1")
                .resolves("10.0.0.53:53", "10.0.0.9")
                .moved("10.0.0.9", answered(200), true));
    assertThat(causes(incident)).containsExactly("address-stale");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("10.0.0.1").contains("10.0.0.9");
  }

  @Test
  void possible_beside_the_failure_itself_when_the_new_address_is_no_better() {
    Incident incident =
        Incident.of(
            at("10.0.0.1")
                .resolves("10.0.0.53:53", "10.0.0.9")
                .moved("10.0.0.9", refused(), false));
    assertThat(causes(incident)).containsExactly("connection-timeout", "address-stale");
  }

  @Test
  void explains_an_unchecked_server_that_fails() {
    ServerScene unchecked =
        server("app/w1")
            .unchecked()
            .is(Word.NO_CHECK, "no check")
            .named("w1.example.test")
            .resolvers("lan")
            .runsAt("10.0.0.1", 8080)
            .connects(refused())
            .resolves("10.0.0.53:53", "10.0.0.9")
            .moved("10.0.0.9", connected(), true);
    assertThat(causes(Incident.of(unchecked))).containsExactly("address-stale");
  }

  @Test
  void ruled_out_while_the_address_in_use_is_one_of_the_name_s() {
    assertRuledOut(
        new AddressStale(),
        Incident.of(at("10.0.0.1").resolves("10.0.0.53:53", "10.0.0.7", "10.0.0.1")));
    assertRuledOut(
        new AddressStale(), Incident.of(at("fd00:0:0:0::1").resolves("10.0.0.53:53", "fd00::1")));
  }

  @Test
  void the_nameservers_haproxy_asks_count_and_not_the_system() {
    assertRuledOut(
        new AddressStale(),
        Incident.of(
            at("10.0.0.1")
                .resolves("10.0.0.53:53", "10.0.0.1")
                .resolves("system resolver", "10.0.0.9")));
  }

  @Test
  void silent_on_a_healthy_server_at_an_old_address() {
    assertSilent(
        new AddressStale(),
        Incident.of(
            server("app/w1")
                .named("w1.example.test")
                .runsAt("10.0.0.1", 8080)
                .resolves("10.0.0.53:53", "10.0.0.9")));
  }
}
