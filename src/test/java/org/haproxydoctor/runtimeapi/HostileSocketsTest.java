package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.SocketTrouble.Kind;
import org.haproxydoctor.runtimeapi.LoopbackServer.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/// Every way in which a socket can be of no use is told apart, in time.
@Timeout(60)
class HostileSocketsTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final String STAT = Captures.read("2.6.12", "show-stat.csv");

  @TempDir Path folder;

  @Test
  void a_healthy_socket_answers_over_unix_and_tcp() throws Exception {
    Path path = folder.resolve("admin.sock");
    try (var _ = LoopbackServer.unix(path, LoopbackServer.says(STAT));
        var tcp = LoopbackServer.tcp(LoopbackServer.says(STAT))) {
      for (String address : List.of(path.toString(), "unix@" + path, tcp.address())) {
        HaproxyClient client = HaproxyClient.at(address);
        assertThat(client.proxies(Deadline.in(Duration.ofSeconds(20))).backends()).hasSize(5);
        assertThat(client.address()).isEqualTo(address);
      }
    }
  }

  @Test
  void a_missing_path() throws Exception {
    SocketTrouble trouble = trouble(folder.resolve("none.sock").toString());
    assertThat(trouble.kind()).isEqualTo(Kind.NO_SUCH_SOCKET);
    assertThat(trouble.hint()).contains("stats socket " + folder + "/none.sock mode 660");
    assertThat(trouble.hint()).startsWith("see that HAProxy runs");
  }

  @Test
  void a_path_through_a_file() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(trouble(file + "/sock").kind()).isEqualTo(Kind.NO_SUCH_SOCKET);
  }

  @Test
  void a_plain_file_and_a_folder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(trouble(file.toString()).kind()).isEqualTo(Kind.NOT_HAPROXY);
    assertThat(trouble(file.toString()).what()).contains("plain file");
    assertThat(trouble(folder.toString()).what()).contains("folder");
  }

  @Test
  void a_socket_file_left_behind() throws Exception {
    Path path = folder.resolve("stale.sock");
    // The JDK's own socket, unlike junixsocket's, leaves its file behind.
    try (var listener =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      listener.bind(java.net.UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    assertThat(trouble(path.toString()).kind()).isEqualTo(Kind.NOBODY_LISTENING);
  }

  @Test
  void a_socket_file_left_behind_is_told_at_once_on_a_virtual_thread() throws Exception {
    Path path = folder.resolve("stale.sock");
    try (var listener =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      listener.bind(java.net.UnixDomainSocketAddress.of(path));
    }
    HaproxyClient client = HaproxyClient.at(path.toString());
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      var told = threads.submit(() -> trouble(client, Duration.ofSeconds(20)));
      assertThat(told.get().kind()).isEqualTo(Kind.NOBODY_LISTENING);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void a_port_without_listener() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0)) {
      port = gone.getLocalPort();
    }
    assertThat(trouble("127.0.0.1:" + port).kind()).isEqualTo(Kind.NOBODY_LISTENING);
  }

  @Test
  void a_name_without_address() throws Exception {
    assertThat(trouble("no-such-name.invalid:9999").kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void a_hung_listener_that_does_not_even_accept() throws Exception {
    AFUNIXSocketAddress address = AFUNIXSocketAddress.of(folder.resolve("full.sock"));
    List<AFUNIXSocket> queued = new ArrayList<>();
    try (AFUNIXServerSocket listener = AFUNIXServerSocket.newInstance()) {
      listener.bind(address, 1);
      for (int i = 0; i < 2; i++) {
        AFUNIXSocket socket = AFUNIXSocket.newInstance();
        queued.add(socket);
        socket.connect(address);
      }
      assertThat(trouble(address.getPath()).kind()).isEqualTo(Kind.HUNG);
    } finally {
      for (AFUNIXSocket socket : queued) {
        socket.close();
      }
    }
  }

  @Test
  void a_socket_that_accepts_and_stays_silent() throws Exception {
    assertTrouble(Kind.HUNG, LoopbackServer.saysAndStays(""), "did not answer");
  }

  @Test
  void the_master_process_that_stays_after_it_has_refused() throws Exception {
    String refusal =
        "Unknown command, but maybe one of the following ones is a better match:\n"
            + "  show proc                               : show processes status\n\n";
    assertTrouble(Kind.UNKNOWN_COMMAND, LoopbackServer.saysAndStays(refusal), "master process");
  }

  @Test
  void an_answer_that_stops_half_way() throws Exception {
    assertTrouble(
        Kind.HUNG, LoopbackServer.saysAndStays(STAT.substring(0, 3000)), "fell silent after 3000");
  }

  @Test
  void an_answer_that_drips_for_ever() throws Exception {
    Behaviour drips =
        (socket, _) -> {
          for (byte b : STAT.getBytes(StandardCharsets.UTF_8)) {
            socket.getOutputStream().write(b);
            listenBriefly(socket);
          }
        };
    assertTrouble(Kind.HUNG, drips, "fell silent");
  }

  private static void listenBriefly(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    try {
      socket.getInputStream().read();
    } catch (SocketTimeoutException _) {
      // Whoever asked is still waiting.
    }
  }

  @Test
  void an_answer_that_breaks_off() throws Exception {
    assertTrouble(Kind.TRUNCATED, LoopbackServer.says(STAT.substring(0, 3000)), "3000 bytes");
    assertTrouble(
        Kind.TRUNCATED, LoopbackServer.says(STAT.substring(0, STAT.length() - 1)), "broke off");
    assertTrouble(Kind.TRUNCATED, LoopbackServer.says("# px"), "4 bytes");
  }

  @Test
  void a_connection_reset_in_the_middle() throws Exception {
    Behaviour resets =
        (socket, _) -> {
          socket.getOutputStream().write(STAT.substring(0, 3000).getBytes(StandardCharsets.UTF_8));
          socket.setSoLinger(true, 0);
        };
    try (LoopbackServer server = LoopbackServer.tcp(resets)) {
      assertThat(trouble(server.address()).kind()).isEqualTo(Kind.TRUNCATED);
    }
  }

  @Test
  void an_endless_answer_is_capped() throws Exception {
    byte[] block = "# pxname,svname,\nx,y,\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    Behaviour floods =
        (socket, _) -> {
          for (int i = 0; i < 200; i++) {
            socket.getOutputStream().write(block);
          }
        };
    try (LoopbackServer server = LoopbackServer.tcp(floods)) {
      SocketTrouble trouble =
          trouble(HaproxyClient.at(server.address(), 8 << 20), Duration.ofSeconds(30));
      assertThat(trouble.kind()).isEqualTo(Kind.RUNAWAY);
      assertThat(trouble.what()).contains("more than 8 MiB");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2p1\r\nInvalid SSH identification string.\r\n",
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html>",
        "-ERR unknown command 'show'\r\n",
        "\u0015\u0003\u0001\u0000\u0002\u0002F",
        "\u001b[31mhello"
      })
  void another_program(String words) throws Exception {
    assertTrouble(Kind.NOT_HAPROXY, LoopbackServer.says(words), "is not HAProxy's");
    assertTrouble(Kind.NOT_HAPROXY, LoopbackServer.saysAndStays(words), "is not HAProxy's");
  }

  @Test
  void another_program_is_known_without_a_dump_too() throws Exception {
    try (LoopbackServer server = LoopbackServer.tcp(LoopbackServer.says("SSH-2.0-x\r\n"))) {
      RuntimeApi api =
          new TcpRuntimeApi((RuntimeAddress.Tcp) RuntimeAddress.parse(server.address()), 1000);
      RuntimeApiException e =
          catchThrowableOfType(
              RuntimeApiException.class,
              () -> api.ask("show cli level", Deadline.in(Duration.ofSeconds(20))));
      assertThat(e.trouble().kind()).isEqualTo(Kind.NOT_HAPROXY);
    }
  }

  @Test
  void a_connection_closed_without_a_word() throws Exception {
    assertTrouble(Kind.NOT_HAPROXY, LoopbackServer.says(""), "without a word");
  }

  @Test
  void refusals_of_haproxy_itself() throws Exception {
    for (String version : Captures.VERSIONS) {
      assertTrouble(
          Kind.LEVEL_TOO_LOW,
          LoopbackServer.says(Captures.read(version, "permission-denied.txt")),
          "level");
      assertTrouble(
          Kind.UNKNOWN_COMMAND,
          LoopbackServer.says(Captures.read(version, "unknown-command.txt")),
          "does not know `show stat`");
    }
  }

  private void assertTrouble(Kind kind, Behaviour behaviour, String words) throws Exception {
    Path path = Files.createTempDirectory(folder, "s").resolve("s");
    try (var _ = LoopbackServer.unix(path, behaviour);
        var tcp = LoopbackServer.tcp(behaviour)) {
      for (String address : List.of(path.toString(), tcp.address())) {
        SocketTrouble trouble = trouble(address);
        assertThat(trouble.kind()).as(trouble.what()).isEqualTo(kind);
        assertThat(trouble.what()).contains(words).contains(address).doesNotEndWith(".");
        assertThat(trouble.hint()).isNotBlank().doesNotEndWith(".");
      }
    }
  }

  private static SocketTrouble trouble(String address) throws Exception {
    return trouble(HaproxyClient.at(address), PATIENCE);
  }

  private static SocketTrouble trouble(HaproxyClient client, Duration patience) {
    long start = System.nanoTime();
    RuntimeApiException e =
        catchThrowableOfType(
            RuntimeApiException.class, () -> client.statTable(Deadline.in(patience)));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(patience.plus(Duration.ofSeconds(5)));
    assertThat(e).isNotNull();
    return e.trouble();
  }
}
