package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class SparesTest {
  private static ServerScene nameless(String name) {
    return server(name).is(Word.MAINT_RESOLUTION, "MAINT (resolution)");
  }

  @Test
  void slots_without_an_address_are_spare_while_others_of_the_name_have_one() {
    assertThat(
            words(
                Map.of("app/w1", "svc", "app/w2", "svc", "app/w13", "svc"),
                server("app/w1").down(),
                nameless("app/w2"),
                nameless("app/w13")))
        .containsExactly(Word.DOWN, Word.MAINT_SPARE, Word.MAINT_SPARE);
  }

  @Test
  void none_is_spare_when_the_name_has_no_address_at_all() {
    assertThat(
            words(
                Map.of("app/w1", "svc", "app/w2", "svc", "app/x1", "svc"),
                nameless("app/w1"),
                nameless("app/w2"),
                server("app/x1")))
        .containsExactly(Word.MAINT_RESOLUTION, Word.MAINT_RESOLUTION, Word.UP);
  }

  @Test
  void a_server_of_another_name_is_missed() {
    assertThat(
            words(
                Map.of("app/w1", "w1.svc", "app/w2", "w2.svc"),
                server("app/w1"),
                nameless("app/w2")))
        .containsExactly(Word.UP, Word.MAINT_RESOLUTION);
  }

  @Test
  void servers_with_names_of_their_own_are_no_slots() {
    assertThat(
            words(
                Map.of("app/blue", "svc", "app/green", "svc"),
                server("app/blue"),
                nameless("app/green")))
        .containsExactly(Word.UP, Word.MAINT_RESOLUTION);
  }

  @Test
  void a_slot_of_another_backend_helps_nobody() {
    assertThat(
            words(Map.of("app/w1", "svc", "api/w2", "svc"), server("app/w1"), nameless("api/w2")))
        .containsExactly(Word.UP, Word.MAINT_RESOLUTION);
  }

  @Test
  void a_name_that_nobody_tells_leaves_the_server_as_it_is() {
    assertThat(words(Map.of("app/w1", "svc"), server("app/w1"), nameless("app/w2")))
        .containsExactly(Word.UP, Word.MAINT_RESOLUTION);
  }

  @Test
  void names_are_not_asked_for_where_all_have_an_address() {
    Proxies seen =
        Incident.of(server("app/w1"), server("app/w2").maint())
            .seen()
            .proxies()
            .value()
            .orElseThrow();

    assertThat(
            Spares.mark(
                seen,
                ref -> {
                  throw new AssertionError(ref);
                }))
        .isEqualTo(seen);
  }

  private static List<Word> words(Map<String, String> names, ServerScene... servers) {
    Proxies seen = Incident.of(servers).seen().proxies().value().orElseThrow();
    return Spares.mark(seen, ref -> Optional.ofNullable(names.get(ref.toString())))
        .backends()
        .stream()
        .flatMap(b -> b.servers().stream())
        .map(s -> s.status().word())
        .toList();
  }
}
