package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Kernel;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class BacklogOverflowTest {

  @Test
  void found_by_the_connections_that_wait_on_this_very_host() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT)))
            .kernel(Kernel.of("10.0.0.1").listens("0.0.0.0", 129));

    assertThat(causes(incident)).containsExactly("backlog-overflow");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertRuledOut(new ConnectionTimeout(), incident);
  }

  @Test
  void found_when_only_some_of_several_connections_come_through() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L4TOUT)
                .fails(timeout(Stage.CONNECT))
                .failsEvenIf(Kind.AGAIN, timeout(Stage.CONNECT))
                .passesIf(Kind.AGAIN, "", connected()));

    assertThat(causes(incident)).containsExactly("backlog-overflow");
  }

  @Test
  void ruled_out_when_nothing_ever_comes_through() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .down()
                    .check(L4TOUT)
                    .fails(timeout(Stage.CONNECT))
                    .failsEvenIf(Kind.AGAIN, timeout(Stage.CONNECT)))
            .kernel(Kernel.of("10.0.0.9"));

    assertThat(causes(incident)).containsExactly("connection-timeout");
    assertRuledOut(new BacklogOverflow(), incident);
  }

  @Test
  void ruled_out_when_a_firewall_of_this_host_drops_although_connections_wait() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT)))
            .kernel(Kernel.of("10.0.0.1").listens("0.0.0.0", 1).denies(false, false, false));

    assertThat(causes(incident)).containsExactly("connection-timeout");
  }

  @Test
  void silent_when_the_connection_is_accepted_and_on_healthy_servers() {
    assertSilent(
        new BacklogOverflow(),
        Incident.of(server("app/w1").down().check(L7TOUT).fails(timeout(Stage.FIRST_BYTE)))
            .kernel(Kernel.of("10.0.0.1").listens("10.0.0.1", 3)));
    assertSilent(
        new BacklogOverflow(),
        Incident.of(server("app/w1")).kernel(Kernel.of("10.0.0.1").listens("10.0.0.1", 3)));
  }
}
