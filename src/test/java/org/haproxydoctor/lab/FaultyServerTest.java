package org.haproxydoctor.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.haproxydoctor.lab.Behaviour.Mode;
import org.haproxydoctor.lab.Behaviour.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FaultyServerTest {
  private static final int PATIENCE_MILLIS = 5_000;

  @Test
  void answers_by_the_first_route_that_matches() throws IOException {
    Behaviour behaviour =
        Behaviour.http(
            Route.any(200).forPath("/health").forHost("www.example.com"),
            Route.any(405).forMethod("OPTIONS"),
            Route.any(302).forPath("/health").withHeader("Location", "/login"));
    try (FaultyServer server = FaultyServer.start(behaviour)) {
      assertThat(ask(server, "GET /health HTTP/1.1\r\nHost: WWW.example.com:80\r\n\r\n"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("\r\n\r\nok\n");
      assertThat(ask(server, "OPTIONS /health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 405 ");
      assertThat(ask(server, "GET /health?full=1 HTTP/1.0\r\n\r\n"))
          .startsWith("HTTP/1.1 302 Found\r\nLocation: /login\r\n");
      assertThat(ask(server, "HEAD /nowhere HTTP/1.0\r\n\r\n"))
          .startsWith("HTTP/1.1 404 Not Found\r\n")
          .endsWith("\r\n\r\n");
      assertThat(server.requests()).hasSize(4).last().isEqualTo("HEAD /nowhere HTTP/1.0\r\n\r\n");
    }
  }

  @Test
  void says_400_to_what_is_no_request_as_soon_as_that_is_clear() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(200)))) {
      String bad = "HTTP/1.1 400 Bad Request\r\n";
      assertThat(ask(server, "\u0016\u0003\u0001")).startsWith(bad);
      assertThat(ask(server, "PROXY UNKNOWN\r\nGET / HTTP/1.0\r\n\r\n")).startsWith(bad);
      assertThat(ask(server, "\r\n\r\n\0\r\nQUIT\n \0\0\0GET / HTTP/1.0\r\n\r\n")).startsWith(bad);
      assertThat(ask(server, "get / HTTP/9\n\n")).startsWith(bad);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void waits_before_it_answers() throws IOException {
    Behaviour slow = Behaviour.http(Route.any(200)).withDelay(Duration.ofMillis(120));
    try (FaultyServer server = FaultyServer.start(slow)) {
      long before = System.nanoTime();
      ask(server, "GET / HTTP/1.0\r\n\r\n");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThan(Duration.ofMillis(115));
    }
  }

  @Test
  void refuses_and_keeps_others_off_the_port() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.of(Mode.REFUSE))) {
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> new ServerSocket().bind(server.address()))
          .isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void leaves_syns_unanswered_as_a_black_hole() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.of(Mode.BLACKHOLE));
        Socket socket = new Socket()) {
      assertThatThrownBy(() -> socket.connect(server.address(), 1_500))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void says_its_banner_and_then_nothing() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.banner("SSH-2.0-OpenSSH_9.2\r\n"));
        Socket socket = connect(server)) {
      assertThat(socket.getInputStream().readNBytes(21)).asString(ISO_8859_1).startsWith("SSH-2.0");
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void hangs_resets_and_closes() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG));
        Socket socket = connect(hung)) {
      socket.getOutputStream().write(65);
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
    try (FaultyServer resetting = FaultyServer.start(Behaviour.of(Mode.RESET));
        Socket socket = connect(resetting)) {
      socket.getOutputStream().write(65);
      assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
    }
    try (FaultyServer closing = FaultyServer.start(Behaviour.of(Mode.CLOSE));
        Socket socket = connect(closing)) {
      socket.getOutputStream().write(65);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void demands_a_proxy_header_when_told_to() throws IOException {
    Behaviour behaviour = Behaviour.http(Route.any(200)).withProxyHeader();
    try (FaultyServer server = FaultyServer.start(behaviour)) {
      String v1 = "PROXY UNKNOWN\r\n";
      String v2 = "\r\n\r\n\0\r\nQUIT\n \0\0\0";
      assertThat(ask(server, v1 + "GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
      assertThat(ask(server, v2 + "GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
      assertThat(server.proxyHeaders()).containsExactly(v1, v2);
      assertThatThrownBy(() -> ask(server, "GET / HTTP/1.0\r\n\r\n")).hasMessageContaining("reset");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void speaks_tls_with_the_certificate_it_was_given() throws Exception {
    Instant end = Instant.parse("2020-02-03T04:05:06Z");
    DrillCertificate certificate =
        DrillCertificate.of(
            List.of("old.example.com", "10.0.0.1"), end.minus(Duration.ofDays(90)), end);
    Behaviour behaviour = Behaviour.http(Route.any(200)).withTls();
    InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);
    try (FaultyServer server = FaultyServer.start(behaviour, at, certificate);
        SSLSocket socket = tls(server, "www.example.com")) {
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      assertThat(shown.getNotAfter().toInstant()).isEqualTo(end);
      assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=old.example.com");
      assertThat(shown.getSubjectAlternativeNames())
          .extracting(n -> n.get(1).toString())
          .containsExactly("old.example.com", "10.0.0.1");
      shown.verify(shown.getPublicKey());
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readAllBytes())
          .asString(ISO_8859_1)
          .startsWith("HTTP/1.1 200");
      assertThat(server.serverNames()).containsExactly("www.example.com");
    }
  }

  @Test
  void closes_on_clear_text_where_it_speaks_tls() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(200)).withTls());
        Socket socket = connect(server)) {
      socket.getOutputStream().write("OPTIONS / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(new byte[] {0x15, 0x03});
    }
  }

  @Test
  void leaves_nothing_open_when_closed() throws IOException {
    FaultyServer server = FaultyServer.start(Behaviour.of(Mode.HANG));
    try (server;
        Socket socket = connect(server)) {
      socket.getOutputStream().write(65);
      server.close();
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
    }
  }

  private static Socket connect(FaultyServer server) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(server.address(), PATIENCE_MILLIS);
    return socket;
  }

  private static String ask(FaultyServer server, String request) throws IOException {
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static SSLSocket tls(FaultyServer server, String serverName) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustEverything()}, null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(connect(server), "unused", server.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static final class TrustEverything implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
