package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.SocketTrouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where HAProxy is looked for, in which order, and what is said when it is nowhere.
class HaproxyFinderTest {
  private static final Supplier<List<String>> NONE = List::of;

  @TempDir private Path folder;
  private FakeHaproxy one;
  private FakeHaproxy other;

  @BeforeEach
  void start() throws Exception {
    one = FakeHaproxy.withPid(1);
    other = FakeHaproxy.withPid(2);
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
    other.close();
  }

  private static Connection find(
      List<String> sockets,
      Map<String, String> environment,
      Supplier<List<String>> configured,
      List<String> usual) {
    LookOptions options =
        new LookOptions(sockets, List.of(), Optional.empty(), Duration.ofSeconds(5), environment);
    return new HaproxyFinder(options, configured, usual).find(Deadline.in(Duration.ofSeconds(10)));
  }

  private static long pid(Connection connection) {
    assertThat(connection).isInstanceOf(Connection.Open.class);
    return ((Connection.Open) connection).info().pid().orElse(0);
  }

  private static SocketTrouble trouble(Connection connection) {
    assertThat(connection).isInstanceOf(Connection.Closed.class);
    return ((Connection.Closed) connection).trouble();
  }

  private Map<String, String> userFile(String text) throws Exception {
    Files.writeString(folder.resolve("haproxy-doctor.conf"), text);
    return Map.of("XDG_CONFIG_HOME", folder.toString());
  }

  private static String closedPort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + free.getLocalPort();
    }
  }

  @Test
  void what_the_user_says_beats_the_variable_and_every_search() {
    Map<String, String> variable = Map.of("HAPROXY_DOCTOR_SOCKET", other.address());
    assertThat(pid(find(List.of(one.address()), variable, NONE, List.of()))).isEqualTo(1);
    assertThat(other.asked()).isZero();
  }

  @Test
  void the_variable_beats_the_users_file() throws Exception {
    userFile("socket = " + one.address());
    Map<String, String> both =
        Map.of("XDG_CONFIG_HOME", folder.toString(), "HAPROXY_DOCTOR_SOCKET", other.address());
    assertThat(pid(find(List.of(), both, NONE, List.of()))).isEqualTo(2);
  }

  @Test
  void the_users_file_beats_the_search_and_a_blank_variable_is_none() throws Exception {
    userFile("# mine\nsocket = " + one.address() + "  \n");
    Map<String, String> environment =
        Map.of("XDG_CONFIG_HOME", folder.toString(), "HAPROXY_DOCTOR_SOCKET", " ");
    Connection found = find(List.of(), environment, () -> List.of(other.address()), List.of());
    assertThat(pid(found)).isEqualTo(1);
  }

  @Test
  void the_users_file_may_be_in_the_home_folder() throws Exception {
    Path config = Files.createDirectory(folder.resolve(".config"));
    Files.writeString(config.resolve("haproxy-doctor.conf"), "socket=" + one.address());
    assertThat(pid(find(List.of(), Map.of("HOME", folder.toString()), NONE, List.of())))
        .isEqualTo(1);
  }

  @Test
  void a_users_file_that_says_nothing_is_passed_over() throws Exception {
    for (String text : List.of("", "socket =", "other = x", "socket = \\uXYZ")) {
      Connection found = find(List.of(), userFile(text), () -> List.of(other.address()), List.of());
      assertThat(pid(found)).as(text).isEqualTo(2);
    }
    Connection relative =
        find(
            List.of(),
            Map.of("XDG_CONFIG_HOME", "relative", "HOME", ""),
            () -> List.of(other.address()),
            List.of());
    assertThat(pid(relative)).isEqualTo(2);
  }

  @Test
  void a_users_file_that_cannot_be_read_does_not_lead_to_another_haproxy() throws Exception {
    Files.write(folder.resolve("haproxy-doctor.conf"), new byte[] {'#', (byte) 0xff, '\n'});
    Connection found =
        find(
            List.of(),
            Map.of("XDG_CONFIG_HOME", folder.toString()),
            () -> List.of(other.address()),
            List.of());
    assertThat(found)
        .isInstanceOfSatisfying(
            Connection.Closed.class,
            closed -> {
              assertThat(closed.trouble().what()).endsWith("haproxy-doctor.conf is not UTF-8 text");
              assertThat(closed.trouble().hint()).contains("--socket");
            });
    assertThat(other.asked()).isZero();
  }

  @Test
  void the_first_of_several_that_answers_wins() throws Exception {
    Connection found =
        find(List.of(closedPort(), one.address(), other.address()), Map.of(), NONE, List.of());
    assertThat(pid(found)).isEqualTo(1);
    assertThat(other.asked()).isZero();
  }

  @Test
  void nothing_else_is_tried_when_the_named_one_does_not_answer() throws Exception {
    String closed = closedPort();
    Connection found = find(List.of(closed), Map.of(), () -> List.of(one.address()), List.of());
    assertThat(trouble(found).kind()).isEqualTo(SocketTrouble.Kind.NOBODY_LISTENING);
    assertThat(trouble(found).socket()).isEqualTo(closed);
    assertThat(one.asked()).isZero();
  }

  @Test
  void the_trouble_of_the_first_candidate_is_reported() throws Exception {
    try (FakeHaproxy redis = FakeHaproxy.answering("-ERR unknown command\r\n")) {
      Connection found =
          find(
              List.of(redis.address(), folder.resolve("no.sock").toString()),
              Map.of(),
              NONE,
              List.of());
      assertThat(trouble(found).kind()).isEqualTo(SocketTrouble.Kind.NOT_HAPROXY);
      assertThat(trouble(found).hint()).isNotBlank();
    }
  }

  @Test
  void the_configurations_sockets_come_before_the_usual_paths() throws Exception {
    Path stale = Files.createFile(folder.resolve("stale.sock"));
    Connection found =
        find(List.of(), Map.of(), () -> List.of(one.address()), List.of(stale.toString()));
    assertThat(pid(found)).isEqualTo(1);
  }

  @Test
  void only_usual_paths_that_exist_are_tried_and_none_twice() throws Exception {
    String stale = Files.createFile(folder.resolve("stale.sock")).toString();
    Connection found =
        find(
            List.of(),
            Map.of(),
            () -> List.of(stale),
            List.of(folder.resolve("absent.sock").toString(), stale));
    assertThat(trouble(found).socket()).isEqualTo(stale);
  }

  @Test
  void nothing_found_says_what_to_do() {
    Connection found =
        find(List.of(), Map.of(), NONE, List.of(folder.resolve("absent.sock").toString()));
    assertThat(trouble(found).kind()).isEqualTo(SocketTrouble.Kind.NO_SUCH_SOCKET);
    assertThat(trouble(found).hint()).contains("--socket").contains("stats socket");
  }

  @Test
  void an_address_that_is_none_is_a_trouble_with_the_way_out() {
    Connection found = find(List.of("nonsense"), Map.of(), NONE, List.of());
    assertThat(trouble(found).kind()).isEqualTo(SocketTrouble.Kind.UNREACHABLE);
    assertThat(trouble(found).hint()).contains("host:port");
  }
}
