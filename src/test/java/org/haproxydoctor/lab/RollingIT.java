package org.haproxydoctor.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.Packaged.Result;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.runtimeapi.HaproxyClient;
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
  private DrillFolder folder;
  private PrivateHaproxy haproxy;
  private Packaged program;
  private Thread visitors;
  private volatile boolean over;

  @BeforeEach
  void start() throws Exception {
    folder = DrillFolder.create();
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 3; i++) {
      FaultyServer server =
          FaultyServer.start(Behaviour.http(Route.any(200)).withDelay(Duration.ofMillis(20)));
      servers.add(server);
      lines.append("    server w%d 127.0.0.1:%d\n".formatted(i, server.port()));
    }
    Files.writeString(
        folder.config(),
        """
        global
            stats socket %s mode 600 level admin
        defaults
            mode http
            timeout connect 1s
            timeout client 5s
            timeout server 5s
            timeout check 1s
        frontend site
            bind %s mode 600
            default_backend app
        backend app
            option httpchk GET /
            default-server check inter 100ms rise 2 fall 2
        %s\
        """
            .formatted(folder.socket(), site(), lines));
    haproxy =
        PrivateHaproxy.launch(HaproxyBinary.find(Optional.empty(), System.getenv("PATH")), folder);
    haproxy.awaitAnswer(Deadline.in(PATIENCE));
    program =
        Packaged.withHaproxy()
            .with(
                Map.of(
                    "XDG_STATE_HOME",
                    folder.path().toString(),
                    "HAPROXY_DOCTOR_SOCKET",
                    folder.socket().toString()));
    visitors = Thread.ofPlatform().daemon().start(this::visit);
  }

  @AfterEach
  void end() throws Exception {
    over = true;
    visitors.join();
    haproxy.close();
    servers.forEach(FaultyServer::close);
    folder.delete();
  }

  private Path site() {
    return folder.path().resolve("site.sock");
  }

  private void visit() {
    ByteBuffer answer = ByteBuffer.allocate(12);
    while (!over) {
      try (SocketChannel visitor = SocketChannel.open(UnixDomainSocketAddress.of(site()))) {
        visitor.write(ByteBuffer.wrap("GET / HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(US_ASCII)));
        visitor.read(answer.clear());
        asked.incrementAndGet();
        String status = new String(answer.array(), US_ASCII);
        if (!status.endsWith(" 200")) {
          answers.add(status);
        }
      } catch (IOException e) {
        answers.add(e.toString());
      }
    }
  }

  private AdminState state(String server) throws Exception {
    return AdminState.of(
        HaproxyClient.at(folder.socket().toString())
            .serversState(Deadline.in(PATIENCE))
            .get(ServerRef.parse(server).orElseThrow())
            .admin());
  }

  private List<AdminState> states() throws Exception {
    List<AdminState> states = new ArrayList<>();
    for (String server : SERVERS) {
      states.add(state(server));
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
    return "echo \"$HAPROXY_SERVER\" >> " + folder.path().resolve("work");
  }

  private List<String> worked() throws IOException {
    Path work = folder.path().resolve("work");
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

  @Test
  void the_first_work_that_fails_stops_it_and_it_goes_on_there() throws Exception {
    Path flag = folder.path().resolve("repaired");
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
    while (haproxy.proxies(deadline).backends().getFirst().activeUsable() > 2) {
      assertThat(deadline.passed()).isFalse();
      LockSupport.parkNanos(10_000_000);
    }

    Result stopped = rolling("app/w2", "--run", work(), "--recovery", "300ms");

    assertThat(stopped.status()).isEqualTo(4);
    assertThat(stopped.out()).contains("its own check would fail");
    assertThat(state("app/w2")).isEqualTo(AdminState.MAINT);
    assertThat(program.run("maint", "undo", "--yes-to", "app/w2").status()).isZero();
    assertThat(state("app/w2")).isEqualTo(AdminState.READY);
  }

  @Test
  void killed_at_any_moment_it_never_has_two_out_and_goes_on() throws Exception {
    Random random = new Random();
    for (int i = 0; i < 4; i++) {
      List<String> arguments = new ArrayList<>(List.of("maint", "rolling", "app", "--run", "true"));
      SERVERS.forEach(s -> arguments.addAll(List.of("--yes-to", s)));
      Process running =
          program.start(
              folder.path().resolve("out"),
              folder.path().resolve("err"),
              arguments.toArray(String[]::new));
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
