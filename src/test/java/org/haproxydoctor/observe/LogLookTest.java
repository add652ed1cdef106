package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How far back the log is read: to shortly before the trouble began.
class LogLookTest {
  @TempDir private Path folder;

  private Observed<LogWitness> read(Target target, Observed<Proxies> proxies) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int minutes : List.of(300, 61, 31, 9, 1)) {
      for (String name : List.of("app/w1", "web/x1")) {
        text.append(Instant.now().minusSeconds(minutes * 60L))
            .append(" localhost haproxy[1]: Server ")
            .append(name)
            .append(" is DOWN, reason: Layer4 timeout, info: \"")
            .append(minutes)
            .append("\", check duration: 1ms. 0 active and 0 backup servers left.\n");
      }
    }
    Path file = Files.writeString(folder.resolve("haproxy.log"), text);
    LookOptions options =
        new LookOptions(
            List.of(), List.of(), Optional.of(file.toString()), Duration.ofSeconds(5), Map.of());
    return new LogLook(options).read(target, proxies, Deadline.in(Duration.ofSeconds(10)));
  }

  private List<String> minutes(Target target, Observed<Proxies> proxies) throws Exception {
    return read(target, proxies).value().orElseThrow().events().stream()
        .map((ServerEvent e) -> e.subject() + " " + e.info().orElse("").replace("\"", ""))
        .toList();
  }

  /// Everything went down this long ago.
  private static Observed<Proxies> down(Duration ago) {
    Proxies proxies =
        Incident.of(server("app/w1").down(), server("web/x1"))
            .seen()
            .proxies()
            .value()
            .orElseThrow();
    return Observed.seen(
        new Proxies(List.of(), proxies.backends().stream().map(b -> changed(b, ago)).toList()));
  }

  private static Backend changed(Backend backend, Duration ago) {
    List<Server> servers =
        backend.servers().stream()
            .map(s ->
                new Server(
                    s.ref(),
                    s.status(),
                    s.backup(),
                    s.weight(),
                    s.check(),
                    s.address(),
                    Optional.of(ago),
                    s.tracked(),
                    s.sessions(),
                    s.queued()))
            .toList();
    return new Backend(
        backend.name(),
        backend.status(),
        backend.activeUsable(),
        backend.backupUsable(),
        backend.mode(),
        backend.hasFrontend(),
        backend.sinceChange(),
        backend.sessions(),
        backend.queued(),
        servers);
  }

  @Test
  void from_shortly_before_the_trouble_began() throws Exception {
    assertThat(minutes(new Target(List.of("app")), down(Duration.ofMinutes(31))))
        .containsExactly("app/w1 31", "app/w1 9", "app/w1 1");
    assertThat(minutes(new Target(List.of("app/w1")), down(Duration.ofMinutes(61))))
        .containsExactly("app/w1 61", "app/w1 31", "app/w1 9", "app/w1 1");
  }

  @Test
  void without_trouble_the_last_ten_minutes() throws Exception {
    assertThat(minutes(new Target(List.of("web")), down(Duration.ofHours(9))))
        .containsExactly("web/x1 9", "web/x1 1");
    assertThat(minutes(Target.everything(), Observed.unseen("no socket")))
        .containsExactly("app/w1 9", "web/x1 9", "app/w1 1", "web/x1 1");
  }

  @Test
  void the_longest_time_that_haproxy_can_tell_is_no_trouble() throws Exception {
    assertThat(minutes(Target.everything(), down(Duration.ofHours(2_500_000)))).hasSize(10);
  }

  @Test
  void a_log_that_cannot_be_read_is_said() {
    LookOptions options =
        new LookOptions(
            List.of(), List.of(), Optional.of("/no/such.log"), Duration.ofSeconds(5), Map.of());
    Observed<LogWitness> seen =
        new LogLook(options)
            .read(
                Target.everything(),
                Observed.unseen("no socket"),
                Deadline.in(Duration.ofSeconds(5)));
    assertThat(seen.reason().orElse("")).contains("/no/such.log");
  }
}
