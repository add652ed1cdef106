package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.util.List;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

/// What is looked at, and which servers of it deserve a probe.
class TargetTest {
  private static Target target(String... names) {
    return new Target(List.of(names));
  }

  private static List<String> suspects(Target target, ServerScene... servers) {
    return Suspects.of(Incident.of(servers).seen().proxies().value().orElseThrow(), target).stream()
        .map(s -> s.ref().toString())
        .toList();
  }

  private static List<String> suspects(ServerScene... servers) {
    return suspects(Target.everything(), servers);
  }

  @Test
  void nothing_named_is_everything() {
    assertThat(Target.everything().isEverything()).isTrue();
    assertThat(Target.everything().includes("app")).isTrue();
    assertThat(Target.everything().includes(new ServerRef("app", "w1"))).isTrue();
  }

  @Test
  void a_backend_stands_for_its_servers_and_a_server_for_itself() {
    assertThat(target("app").includes(new ServerRef("app", "w1"))).isTrue();
    assertThat(target("app/w1").includes(new ServerRef("app", "w1"))).isTrue();
    assertThat(target("app/w1").includes(new ServerRef("app", "w2"))).isFalse();
    assertThat(target("app/w1").includes("app")).isTrue();
    assertThat(target("app").includes("app2")).isFalse();
    assertThat(target("app2/w1").includes("app")).isFalse();
  }

  @Test
  void healthy_servers_are_left_alone() {
    assertThat(
            suspects(
                server("app/up"),
                server("app/unchecked").is(Word.NO_CHECK, "no check"),
                server("app/light").weighs(0, 0)))
        .isEmpty();
  }

  @Test
  void servers_that_haproxy_doubts_are_probed() {
    assertThat(
            suspects(
                server("app/ok"),
                server("app/down").down(),
                server("app/rising").is(Word.DOWN_GOING_UP, "DOWN 1/2"),
                server("app/falling").is(Word.UP_GOING_DOWN, "UP 1/3"),
                server("app/nameless").is(Word.MAINT_RESOLUTION, "MAINT (resolution)"),
                server("app/strange").is(Word.OTHER, "FOO"),
                server("app/failing").check(CheckStatus.L7STS, 500)))
        .hasSize(6)
        .doesNotContain("app/ok");
  }

  @Test
  void servers_taken_out_on_purpose_matter_when_nobody_else_serves() {
    assertThat(suspects(server("app/m").maint(), server("app/w"))).isEmpty();
    assertThat(suspects(server("app/m").maint(), server("app/d").is(Word.DRAIN, "DRAIN")))
        .containsExactly("app/m", "app/d");
    assertThat(suspects(server("app/m").maint(), server("web/w"))).containsExactly("app/m");
  }

  @Test
  void a_soft_stop_matters_when_nobody_else_serves() {
    ServerScene stopping = server("app/stopping").is(Word.NOLB, "NOLB");
    assertThat(suspects(stopping, server("app/w"))).isEmpty();
    assertThat(suspects(stopping, server("app/m").maint()))
        .containsExactly("app/stopping", "app/m");
    assertThat(suspects(stopping.check(CheckStatus.L7STS, 500), server("app/w")))
        .containsExactly("app/stopping");
  }

  @Test
  void an_agents_word_and_a_tracked_maintenance_are_not_probed() {
    assertThat(
            suspects(
                server("app/agent").is(Word.DOWN_BY_AGENT, "DOWN (agent)"),
                server("app/via").is(Word.MAINT_VIA, "MAINT (via app/w)")))
        .isEmpty();
  }

  @Test
  void only_the_target_is_probed() {
    assertThat(
            suspects(
                target("app/w1", "web"),
                server("app/w1").down(),
                server("app/w2").down(),
                server("web/x").down(),
                server("old/y").down()))
        .containsExactly("app/w1", "web/x");
  }
}
