package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Traffic;
import org.junit.jupiter.api.Test;

/// Two readings of the counters, from an HAProxy that is only a script.
class TrafficLookTest {
  private static final String HEADER =
      "# pxname,svname,qcur,scur,slim,stot,econ,status,weight,act,bck,lastchg,rate,type,iid,sid,"
          + "hrsp_2xx,hrsp_5xx,\n";

  /// Answers `show stat` with one table after the other, the last one for ever.
  private static final class Script implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Deque<String> tables = new ArrayDeque<>();
    private final Deque<String> pids = new ArrayDeque<>();
    private final AtomicInteger readings = new AtomicInteger();

    Script(List<String> tables, String... pids) throws IOException {
      this.tables.addAll(tables);
      this.pids.addAll(List.of(pids));
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      while (!listener.isClosed()) {
        try (Socket client = listener.accept()) {
          String asked =
              new BufferedReader(
                      new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
                  .readLine();
          client.getOutputStream().write(answer(asked).getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
          // The client left, or the listener was closed.
        }
      }
    }

    private String answer(String asked) {
      if (asked.equals("show stat")) {
        readings.incrementAndGet();
        return HEADER + next(tables) + "\n";
      }
      if (asked.equals("show info")) {
        return "Name: HAProxy\nVersion: 2.6.12\nPid: " + next(pids) + "\nUptime_sec: 60\n\n";
      }
      return "1\n# be_id be_name srv_id srv_name\n\n";
    }

    private static String next(Deque<String> answers) {
      return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    Observed<Traffic> look(String... target) {
      LookOptions options =
          new LookOptions(
              List.of("127.0.0.1:" + listener.getLocalPort()),
              List.of("/nowhere/haproxy.cfg"),
              Optional.of("/nowhere/haproxy.log"),
              Duration.ofSeconds(5),
              Optional.of(Duration.ofMillis(1)),
              Map.of(),
              true);
      try (Collector looks =
          new Collector(
              new Target(List.of(target)), options, Deadline.in(Duration.ofSeconds(20)))) {
        looks.begin(Set.of(Looks.Kind.TRAFFIC));
        return looks.traffic();
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static String table(long sessions, long errors, long rate) {
    return "app,w1,0,0,,"
        + sessions
        + ",0,UP,1,1,0,9,"
        + rate
        + ",2,3,1,0,"
        + errors
        + ",\napp,BACKEND,0,0,20,"
        + sessions
        + ",0,UP,1,1,0,9,"
        + rate
        + ",1,3,0,0,"
        + errors
        + ",\n";
  }

  @Test
  void a_second_reading_is_taken_when_the_first_tells_of_trouble_and_traffic() throws IOException {
    try (Script haproxy = new Script(List.of(table(100, 50, 9), table(140, 70, 9)), "7")) {
      Traffic traffic = haproxy.look().value().orElseThrow();
      assertThat(traffic.backend("app").orElseThrow().moved(Counter.ANSWERS_5XX)).isEqualTo(20);
      assertThat(traffic.interval()).isPositive();
      assertThat(haproxy.readings.get()).isEqualTo(2);
    }
  }

  @Test
  void nobody_waits_where_nothing_ever_went_wrong_or_nobody_comes() throws IOException {
    try (Script calm = new Script(List.of(table(100, 0, 9)), "7");
        Script idle = new Script(List.of(table(100, 50, 0)), "7")) {
      assertThat(calm.look().value().orElseThrow().rows()).isEmpty();
      assertThat(idle.look().value().orElseThrow().rows()).isEmpty();
      assertThat(calm.readings.get()).isEqualTo(1);
      assertThat(idle.readings.get()).isEqualTo(1);
    }
  }

  @Test
  void a_reload_in_between_begins_anew() throws IOException {
    List<String> tables = List.of(table(100, 50, 9), table(4, 2, 9), table(10, 5, 9));
    try (Script haproxy = new Script(tables, "7", "8")) {
      Traffic traffic = haproxy.look().value().orElseThrow();
      assertThat(traffic.backend("app").orElseThrow().moved(Counter.ANSWERS_5XX)).isEqualTo(3);
      assertThat(traffic.wasCleared()).isFalse();
    }
  }

  @Test
  void cleared_counters_in_between_begin_anew() throws IOException {
    List<String> tables = List.of(table(100, 50, 9), table(4, 2, 9), table(10, 5, 9));
    try (Script haproxy = new Script(tables, "7")) {
      Traffic traffic = haproxy.look().value().orElseThrow();
      assertThat(traffic.backend("app").orElseThrow().moved(Counter.ANSWERS_5XX)).isEqualTo(3);
    }
  }

  @Test
  void a_process_that_is_another_each_time_gives_no_answer() throws IOException {
    List<String> pids = List.of("1", "2", "3", "4", "5", "6");
    try (Script haproxy = new Script(List.of(table(100, 50, 9)), pids.toArray(String[]::new))) {
      assertThat(haproxy.look().reason().orElseThrow()).contains("another process");
    }
  }

  @Test
  void only_the_target_is_of_interest() throws IOException {
    try (Script haproxy = new Script(List.of(table(100, 50, 9)), "7")) {
      assertThat(haproxy.look("other").value().orElseThrow().rows()).isEmpty();
      assertThat(haproxy.readings.get()).isEqualTo(1);
    }
  }
}
