package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class FollowedTest {
  private static final Proxies CHAIN =
      new Proxies(
          List.of(),
          List.of(
              backend("app", server("app/w1", Word.DOWN, "mid/m1")),
              backend("mid", server("mid/m1", Word.DOWN, "probes/p1")),
              backend(
                  "probes", server("probes/p1", Word.DOWN, ""), server("probes/p2", Word.UP, ""))));

  @Test
  void the_whole_chain_belongs_to_the_target() {
    Target target = Followed.widen(new Target(List.of("app")), CHAIN);
    assertThat(target.names()).containsExactly("app");
    assertThat(target.includes(ref("mid/m1"))).isTrue();
    assertThat(target.includes(ref("probes/p1"))).isTrue();
    assertThat(target.includes("probes")).isTrue();
    assertThat(target.includes(ref("probes/p2"))).isFalse();
    assertThat(target.backends()).containsExactlyInAnyOrder("app", "mid", "probes");
  }

  @Test
  void what_a_healthy_server_follows_is_of_no_interest() {
    Proxies healthy =
        new Proxies(
            List.of(),
            List.of(
                backend("app", server("app/w1", Word.UP, "probes/p1")),
                backend("probes", server("probes/p1", Word.UP, ""))));
    Target target = new Target(List.of("app"));
    assertThat(Followed.widen(target, healthy)).isEqualTo(target);
  }

  @Test
  void a_loop_ends() {
    Proxies loop =
        new Proxies(
            List.of(),
            List.of(
                backend(
                    "app",
                    server("app/w1", Word.DOWN, "app/w2"),
                    server("app/w2", Word.DOWN, "app/w1"))));
    assertThat(Followed.widen(new Target(List.of("app/w1")), loop).followed())
        .containsExactlyInAnyOrder(ref("app/w1"), ref("app/w2"));
  }

  private static ServerRef ref(String name) {
    return ServerRef.parse(name).orElseThrow();
  }

  private static Backend backend(String name, Server... servers) {
    return new Backend(
        name,
        "UP",
        1,
        0,
        "http",
        false,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(servers));
  }

  private static Server server(String name, Word word, String tracked) {
    return new Server(
        ref(name),
        new ServerStatus(word, word.name(), Optional.empty()),
        false,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ServerRef.parse(tracked),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
