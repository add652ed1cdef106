package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Target ALL = Target.everything();

  private static final Proxies PROXIES =
      new Proxies(
          List.of(new Frontend("web", "OPEN", "http", OptionalLong.of(7), OptionalLong.of(100))),
          List.of(
              backend(
                  "app",
                  server("app", "a", Word.UP, 1, 3),
                  server("app", "b", Word.DOWN, 1, 0),
                  server("app", "c", Word.UP, 0, 0),
                  server("app", "d", Word.UP_GOING_DOWN, 1, 0)),
              backend("api", server("api", "a", Word.MAINT, 1, 0))));

  @Test
  void everything_comes_in_haproxys_order() {
    assertThat(names(Selection.of(ALL)))
        .containsExactly("web", "app", "app/a", "app/b", "app/c", "app/d", "api", "api/a");
  }

  @Test
  void a_proxy_brings_its_servers_and_a_server_its_backend() {
    assertThat(names(Selection.of(new Target(List.of("api"))))).containsExactly("api", "api/a");
    assertThat(names(Selection.of(new Target(List.of("app/b"))))).containsExactly("app", "app/b");
    assertThat(names(Selection.of(new Target(List.of("web"))))).containsExactly("web");
  }

  @Test
  void states_and_types_narrow_it_down() {
    assertThat(names(states(StateWord.DOWN, StateWord.MAINT))).containsExactly("app/b", "api/a");
    assertThat(names(states(StateWord.WEIGHT0))).containsExactly("app/c");
    assertThat(names(states(StateWord.UP)))
        .containsExactly("web", "app", "app/a", "app/c", "app/d", "api");
    assertThat(
            names(
                new Selection(ALL, Set.of(Listed.Kind.FRONTEND), Set.of(), SortKey.CONFIG, false)))
        .containsExactly("web");
  }

  @Test
  void sorting_puts_the_noteworthy_first_and_is_stable() {
    assertThat(names(sorted(SortKey.STATUS, false)))
        .containsExactly("app/b", "api/a", "app/c", "app/d", "web", "app", "app/a", "api");
    assertThat(names(sorted(SortKey.SESSIONS, false))).startsWith("web", "app/a", "app/b");
    assertThat(names(sorted(SortKey.NAME, false))).startsWith("api", "api/a", "app");
    assertThat(names(sorted(SortKey.NAME, true))).startsWith("web", "app/d");
  }

  private static Selection states(StateWord... words) {
    return new Selection(ALL, Set.of(), Set.of(words), SortKey.CONFIG, false);
  }

  private static Selection sorted(SortKey key, boolean reverse) {
    return new Selection(ALL, Set.of(), Set.of(), key, reverse);
  }

  private static List<String> names(Selection selection) {
    return selection.from(PROXIES).stream().map(Listed::name).toList();
  }

  private static Backend backend(String name, Server... servers) {
    return new Backend(
        name,
        "UP",
        1,
        0,
        "http",
        false,
        Optional.of(Duration.ofSeconds(5)),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(servers));
  }

  private static Server server(String backend, String name, Word word, int weight, long sessions) {
    String raw = word == Word.UP_GOING_DOWN ? "UP 1/3" : word.name();
    return new Server(
        new ServerRef(backend, name),
        new ServerStatus(word, raw, Optional.empty()),
        false,
        weight,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.of(sessions),
        OptionalLong.empty());
  }
}
