package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.SocketTrouble.Kind;
import org.haproxydoctor.runtimeapi.LoopbackServer.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatsPageTest {
  private static final String CSV = Captures.read("3.4.0", "show-stat.csv").stripTrailing() + "\n";
  private static final String OK = "HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n\r\n";

  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + chunk(CSV.substring(0, 2466))
          + chunk(CSV.substring(2466));

  @Test
  void the_page_is_read_as_csv() throws Exception {
    AtomicReference<String> asked = new AtomicReference<>("");
    Behaviour page =
        (socket, line) -> {
          asked.set(line);
          LoopbackServer.says(OK + CSV).treat(socket, line);
        };
    try (LoopbackServer server = LoopbackServer.tcp(page)) {
      HaproxyClient client = HaproxyClient.at("http://" + server.address() + "/stats");
      assertThat(client.proxies(inTime()).backends()).hasSize(5);
      assertThat(asked.get()).isEqualTo("GET /stats;csv HTTP/1.1\r");
      assertThat(client.info(inTime()).version()).isEmpty();
    }
  }

  @Test
  void a_page_in_chunks_is_put_together() throws Exception {
    try (LoopbackServer server = LoopbackServer.tcp(LoopbackServer.says(CHUNKED + "0\r\n\r\n"))) {
      HaproxyClient client = HaproxyClient.at("http://" + server.address() + "/stats");
      assertThat(client.proxies(inTime()).backends()).hasSize(5);
    }
    assertThat(trouble(CHUNKED).kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(trouble(CHUNKED + "fffffffff\r\n").kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(trouble(CHUNKED.substring(0, 3000)).kind()).isEqualTo(Kind.TRUNCATED);
  }

  @Test
  void other_questions_are_refused_without_asking() throws Exception {
    HaproxyClient client = HaproxyClient.at("http://127.0.0.1:1/stats");
    RuntimeApiException e =
        catchThrowableOfType(RuntimeApiException.class, () -> client.serversState(inTime()));
    assertThat(e.trouble().kind()).isEqualTo(Kind.UNKNOWN_COMMAND);
    assertThat(e.trouble().hint()).contains("stats socket");
  }

  @Test
  void a_refused_password() throws Exception {
    SocketTrouble trouble = trouble("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
    assertThat(trouble.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(trouble.hint()).contains("stats auth");
    assertThat(trouble.what()).doesNotContain("secret");
    assertThat(trouble.socket()).contains("me:***@");
  }

  @Test
  void another_page() throws Exception {
    assertThat(trouble("HTTP/1.1 404 Not Found\r\n\r\n").what()).contains("status 404");
    assertThat(trouble(OK + "<html>hello").kind()).isEqualTo(Kind.NOT_HAPROXY);
    assertThat(trouble("SSH-2.0-x\r\n").kind()).isEqualTo(Kind.NOT_HAPROXY);
    assertThat(trouble("").kind()).isEqualTo(Kind.NOT_HAPROXY);
  }

  @Test
  void a_page_that_breaks_off() throws Exception {
    assertThat(trouble(OK + CSV.substring(0, 2000)).kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(trouble("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + CSV).kind())
        .isEqualTo(Kind.TRUNCATED);
    assertThat(trouble("HTTP/1.1 200 OK\r\nContent").kind()).isEqualTo(Kind.TRUNCATED);
  }

  @Test
  void a_page_in_plain_text_where_tls_is_expected() throws Exception {
    try (LoopbackServer server = LoopbackServer.tcp(LoopbackServer.says(OK + CSV))) {
      HaproxyClient client = HaproxyClient.at("https://" + server.address() + "/");
      RuntimeApiException e =
          catchThrowableOfType(
              RuntimeApiException.class,
              () -> client.statTable(Deadline.in(Duration.ofMillis(500))));
      assertThat(e.trouble().kind()).isIn(Kind.NOT_HAPROXY, Kind.HUNG);
    }
  }

  @Test
  void credentials_go_into_the_request() throws Exception {
    AtomicReference<String> head = new AtomicReference<>("");
    Behaviour page =
        (socket, line) -> {
          byte[] rest = new byte[4096];
          int n = socket.getInputStream().read(rest);
          head.set(new String(rest, 0, n, StandardCharsets.UTF_8));
          LoopbackServer.says(OK + CSV).treat(socket, line);
        };
    try (LoopbackServer server = LoopbackServer.tcp(page)) {
      HaproxyClient.at("http://me:secret@" + server.address() + "/").statTable(inTime());
    }
    assertThat(head.get()).contains("Authorization: Basic bWU6c2VjcmV0\r\n");
  }

  private static SocketTrouble trouble(String answer) throws Exception {
    try (LoopbackServer server = LoopbackServer.tcp(LoopbackServer.says(answer))) {
      HaproxyClient client = HaproxyClient.at("http://me:secret@" + server.address() + "/stats");
      RuntimeApiException e =
          catchThrowableOfType(RuntimeApiException.class, () -> client.statTable(inTime()));
      assertThat(e).isNotNull();
      return e.trouble();
    }
  }

  private static String chunk(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return Integer.toHexString(bytes) + "\r\n" + text + "\r\n";
  }

  private static Deadline inTime() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
