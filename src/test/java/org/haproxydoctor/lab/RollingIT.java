package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.Packaged.Result;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `maint rolling` of the packaged program over three servers of a real HAProxy under traffic.
class RollingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> SERVERS = List.of("app/w1", "app/w2", "app/w3");

  private final List<FaultyServer> servers = new ArrayList<>();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private MaintScene scene;
  private Packaged program;
  private Thread visitors;
  private volatile boolean over;

  @BeforeEach
  void start() throws Exception {
    StringBuilder lines = new StringBuilder("default-server check inter 100ms rise 2 fall 2\n");
    for (int i = 1; i <= 3; i++) {
      FaultyServer server =
          FaultyServer.start(Behaviour.http(Route.any(200)).withDelay(Duration.ofMillis(20)));
      servers.add(server);
      String own = i == 1 ? " rise 12 fall 1" : i == 3 ? " weight 2" : "";
      lines.append("server w%d 127.0.0.1:%d%s\n".formatted(i, server.port(), own));
    }
    scene = MaintScene.open(lines.toString());
    program = scene.program();
    visitors = Thread.ofPlatform().daemon().start(this::visit);
  }

  @AfterEach
  void end() throws Exception {
    over = true;
    visitors.join();
    scene.end();
    servers.forEach(FaultyServer::close);
  }

  private void visit() {
    while (!over) {
      try (SocketChannel visitor = scene.ask("/")) {
        String answer = MaintScene.answer(visitor);
        asked.incrementAndGet();
        if (!answer.endsWith(" 200")) {
          answers.add(answer);
        }
      } catch (IOException e) {
        answers.add(e.toString());
      }
    }
  }

  private List<AdminState> states() throws Exception {
    List<AdminState> states = new ArrayList<>();
    for (String server : SERVERS) {
      states.add(scene.state(server));
    }
    return states;
  }

  private Result rolling(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("maint", "rolling"));
    SERVERS.forEach(s -> arguments.addAll(List.of("--yes-to", s)));
    arguments.addAll(List.of(more));
    return program.run(arguments.toArray(String[]::new));
  }

  /// Each server adds its name and the number of servers that are out.
  private String work() {
    return "echo \"$HAPROXY_SERVER\" >> " + scene.file("work");
  }

  private List<String> worked() throws IOException {
    Path work = scene.file("work");
    return Files.exists(work) ? Files.readAllLines(work) : List.of();
  }

  @Test
  void every_server_gets_its_turn_and_no_visitor_notices() throws Exception {
    Result rolled = rolling("app", "--run", work());

    assertThat(rolled.status()).as(rolled.out() + rolled.err()).isZero();
    assertThat(worked()).containsExactly("w1", "w2", "w3");
    assertThat(states()).containsOnly(AdminState.READY);
    assertThat(asked.get()).isPositive();
    assertThat(answers).isEmpty();
    // Everything is as before: there is nothing to take back.
    assertThat(program.run("maint", "undo").status()).isEqualTo(3);
  }

  /// With `fall 1` HAProxy finds a server that comes back in full health before any check.
  @Test
  void the_next_has_its_turn_after_as_many_checks_as_rise_wants() throws Exception {
    Result rolled = rolling("app/w1", "app/w2", "--run", "date +%s%3N >> " + scene.file("times"));

    assertThat(rolled.status()).as(rolled.out() + rolled.err()).isZero();
    List<String> times = Files.readAllLines(scene.file("times"));
    assertThat(Long.parseLong(times.getLast()) - Long.parseLong(times.getFirst()))
        .isGreaterThanOrEqualTo(12 * 100);
  }

  @Test
  void several_are_out_at_once_while_half_of_the_weight_stays() throws Exception {
    Result tooMany = rolling("app/w1", "app/w3", "--batch", "2", "--run", work());
    assertThat(tooMany.status()).isEqualTo(4);
    assertThat(tooMany.out()).contains("less than half of its weight is left, 1 of 4");
    assertThat(worked()).isEmpty();

    Result rolled = rolling("app", "--batch", "2", "--run", work());
    assertThat(rolled.status()).as(rolled.out() + rolled.err()).isZero();
    assertThat(rolled.out())
        .containsSubsequence(
            "2 servers at a time",
            "app/w1  drain",
            "app/w2  drain",
            "app/w1  maintenance",
            "app/w2  maintenance",
            "app/w3  drain");
    assertThat(worked()).containsExactly("w1", "w2", "w3");
    assertThat(states()).containsOnly(AdminState.READY);
    assertThat(answers).isEmpty();
  }

  @Test
  void the_first_work_that_fails_stops_it_and_it_goes_on_there() throws Exception {
    Path flag = scene.file("repaired");
    Result stopped =
        rolling("app", "--run", work() + "; test $HAPROXY_SERVER != w2 || test -e " + flag);
    assertThat(stopped.status()).isEqualTo(4);
    assertThat(stopped.out()).contains("app/w2, the work").contains("1 of 3 servers");
    assertThat(states()).containsExactly(AdminState.READY, AdminState.MAINT, AdminState.READY);

    Files.createFile(flag);
    Result resumed = rolling("--resume");
    assertThat(resumed.status()).as(resumed.out() + resumed.err()).isZero();
    assertThat(worked()).containsExactly("w1", "w2", "w2", "w3");
    assertThat(states()).containsOnly(AdminState.READY);
    assertThat(answers).isEmpty();
  }

  @Test
  void a_server_whose_check_fails_after_the_work_does_not_come_back() throws Exception {
    servers.get(1).close();
    Deadline deadline = Deadline.in(PATIENCE);
    while (scene.haproxy().proxies(deadline).backends().getFirst().activeUsable() > 2) {
      assertThat(deadline.passed()).isFalse();
      LockSupport.parkNanos(10_000_000);
    }

    Result stopped = rolling("app/w2", "--run", work(), "--recovery", "300ms");

    assertThat(stopped.status()).isEqualTo(4);
    assertThat(stopped.out()).contains("its own check would fail");
    assertThat(scene.state("app/w2")).isEqualTo(AdminState.MAINT);
    assertThat(program.run("maint", "undo", "--yes-to", "app/w2").status()).isZero();
    assertThat(scene.state("app/w2")).isEqualTo(AdminState.READY);
  }

  @Test
  void killed_at_any_moment_it_never_has_two_out_and_goes_on() throws Exception {
    Random random = new Random();
    for (int i = 0; i < 4; i++) {
      List<String> arguments = new ArrayList<>(List.of("maint", "rolling", "app", "--run", "true"));
      SERVERS.forEach(s -> arguments.addAll(List.of("--yes-to", s)));
      Process running =
          program.start(scene.file("out"), scene.file("err"), arguments.toArray(String[]::new));
      LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(1500)).toNanos());
      running.destroyForcibly();
      running.waitFor();

      assertThat(states().stream().filter(s -> s != AdminState.READY).count())
          .isLessThanOrEqualTo(1);
      Result resumed = rolling("--resume");
      // 3: it had not begun, or was through.
      assertThat(resumed.status()).as(resumed.out() + resumed.err()).isIn(0, 3);
      assertThat(states()).containsOnly(AdminState.READY);
    }
    assertThat(answers).isEmpty();
  }
}
