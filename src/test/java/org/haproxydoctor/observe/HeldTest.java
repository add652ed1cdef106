package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.NameserverCounters;
import org.junit.jupiter.api.Test;

class HeldTest {
  private static final NameserverCounters GOOD = new NameserverCounters("lan", "a", 100, 0, 99);
  private static final NameserverCounters BAD = new NameserverCounters("lan", "b", 100, 0, 90);

  @Test
  void servers_are_chosen_whose_nameservers_all_owe_answers() {
    assertThat(chosen(List.of(BAD), named("app/w1"), named("app/w2"))).hasSize(2);
    assertThat(chosen(List.of(BAD, GOOD), named("app/w1"))).isEmpty();
    assertThat(chosen(List.of(), named("app/w1"))).isEmpty();
  }

  @Test
  void those_without_a_name_or_without_work_are_left_alone() {
    assertThat(chosen(List.of(BAD), server("app/w1"), named("app/w2").maint())).isEmpty();
  }

  @Test
  void a_name_server_in_trouble_is_not_flooded() {
    ServerScene[] many =
        IntStream.range(0, 1000).mapToObj(i -> named("app/w" + i)).toArray(ServerScene[]::new);

    assertThat(chosen(List.of(BAD), many)).hasSizeBetween(1, 100);
  }

  private static ServerScene named(String name) {
    return server(name).named("w.example.test").resolvers("lan");
  }

  private static List<LiveServer> chosen(
      List<NameserverCounters> counters, ServerScene... servers) {
    Observations seen = Incident.of(servers).seen();
    return Held.chosen(
        LiveServer.all(
            seen.backends().stream().flatMap(b -> b.servers().stream()).toList(),
            Map.of(),
            seen.configuration().value(),
            Path.of("/")),
        counters);
  }
}
