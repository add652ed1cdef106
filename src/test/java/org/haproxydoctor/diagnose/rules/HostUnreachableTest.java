package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.Results.unreachable;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.junit.jupiter.api.Test;

class HostUnreachableTest {

  @Test
  void found_when_both_are_told_so() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L4CON, "General socket error (Network is unreachable)")
                .fails(unreachable()));
    assertThat(causes(incident)).containsExactly("host-unreachable");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_in_the_words_of_newer_versions() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON, "ENETUNREACH returned by OS"));
    assertThat(causes(incident)).containsExactly("host-unreachable");
  }

  @Test
  void found_when_only_we_waited_for_the_neighbour_to_be_given_up() {
    Incident incident = Incident.of(server("app/w1").down().check(L4TOUT).fails(unreachable()));
    assertThat(causes(incident)).containsExactly("host-unreachable");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void ruled_out_when_nobody_says_anything() {
    assertRuledOut(
        new HostUnreachable(),
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT))));
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(new HostUnreachable(), Incident.of(server("app/w1")));
  }
}
