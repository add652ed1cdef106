package org.haproxydoctor.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.util.List;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final ServerRef W1 = new ServerRef("app", "w1");
  private static final ServerRef W2 = new ServerRef("app", "w2");

  private static Recovery of(ServerScene... servers) {
    return Recovery.of(
        List.of(W1, W2), new Proxies(List.of(), Incident.of(servers).seen().backends()));
  }

  @Test
  void a_server_is_back_when_its_check_passed() {
    Recovery recovery = of(server("app/w1"), server("app/w2"));
    assertThat(recovery.isComplete()).isTrue();
    assertThat(recovery.back()).containsExactly(W1, W2);
    assertThat(recovery.says(2)).isEqualTo("2 of 2 servers are back");
  }

  @Test
  void up_alone_is_not_enough() {
    Recovery recovery = of(server("app/w1"), server("app/w2").check(CheckStatus.INI, ""));
    assertThat(recovery.says(2))
        .isEqualTo("1 of 2 servers are back; app/w2 is UP, and its check has not passed yet");
  }

  @Test
  void a_server_without_a_check_is_back_when_it_takes_traffic() {
    assertThat(of(server("app/w1"), server("app/w2").unchecked()).isComplete()).isTrue();
  }

  @Test
  void a_silent_haproxy_is_what_is_missing() {
    assertThat(Recovery.unanswered().isComplete()).isFalse();
    assertThat(Recovery.unanswered().says(3))
        .isEqualTo("0 of 3 servers are back; HAProxy does not answer");
  }

  @Test
  void what_keeps_a_server_out_is_said() {
    assertThat(of(server("app/w1").down(), server("app/w2").maint()).missing())
        .containsExactly("app/w1 is DOWN", "app/w2 is MAINT");
    assertThat(of(server("app/w1")).missing()).containsExactly("app/w2 is no longer there");
  }
}
