package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.haproxydoctor.lab.Behaviour;
import org.haproxydoctor.lab.Behaviour.Mode;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.FaultyServer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.ProxyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProberTest {
  private static final Waits WAITS = Waits.of(Duration.ofMillis(1_200));

  @Test
  void connects_and_times_it() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      ProbeResult result = tcp(Samples.endpoint(server));
      assertThat(result.word()).isEqualTo(Word.OK);
      assertThat(result.stage()).isEqualTo(Stage.DONE);
      assertThat(result.address()).contains("127.0.0.1");
      assertThat(result.timings().lookup()).isEmpty();
      assertThat(tcp(new Endpoint("localhost", server.port())).timings().lookup()).isPresent();
      assertThat(result.timings().connect()).isPresent();
      assertThat(result.timings().tls()).isEmpty();
      assertThat(result.timings().total()).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void tells_refused_from_unanswered() throws IOException {
    try (FaultyServer refusing = FaultyServer.start(Behaviour.of(Mode.REFUSE));
        FaultyServer hole = FaultyServer.start(Behaviour.of(Mode.BLACKHOLE))) {
      ends(tcp(Samples.endpoint(refusing)), Word.REFUSED, Stage.CONNECT);
      ProbeResult unanswered = tcp(Samples.endpoint(hole));
      ends(unanswered, Word.TIMEOUT, Stage.CONNECT);
      assertThat(unanswered.timings().total()).isGreaterThan(Duration.ofMillis(1_190));
    }
  }

  @Test
  void an_address_inside_haproxy_is_no_name_to_look_up() {
    ProbeResult result = tcp(new Endpoint("abns@app", 0));
    assertThat(result.word()).isEqualTo(Word.ERROR);
    assertThat(result.detail()).isEqualTo("only HAProxy itself can connect to abns@app");
  }

  @Test
  void says_when_the_source_address_is_not_of_this_host() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      ProbeResult result = from("203.0.113.7", Samples.endpoint(server));
      ends(result, Word.SOURCE_UNAVAILABLE, Stage.CONNECT);
      assertThat(result.detail()).contains("203.0.113.7").contains("Cannot assign");
      assertThat(from("127.0.0.9", Samples.endpoint(server)).word()).isEqualTo(Word.OK);
    }
  }

  @Test
  void the_wildcard_address_leads_to_the_loopback_as_for_haproxy() throws IOException {
    for (String[] pair : new String[][] {{"127.0.0.1", "0.0.0.0"}, {"::1", "::"}}) {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral(pair[0]))) {
        assertThat(tcp(new Endpoint(pair[1], server.getLocalPort())).word())
            .as(pair[1])
            .isEqualTo(Word.OK);
      }
    }
  }

  @Test
  void tells_that_a_network_is_unreachable() {
    ends(tcp(new Endpoint("255.255.255.255", 80)), Word.UNREACHABLE, Stage.CONNECT);
  }

  @Test
  void tells_that_a_name_has_no_address() {
    ProbeResult result = tcp(new Endpoint("no-such-host.invalid", 80));
    ends(result, Word.UNRESOLVED, Stage.LOOKUP);
    assertThat(result.address()).isEmpty();
    ends(tcp(new Endpoint("", 80)), Word.UNRESOLVED, Stage.LOOKUP);
  }

  @Test
  void connects_to_unix_sockets(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("s");
    Endpoint endpoint = new Endpoint(path.toString(), 0);
    ends(tcp(endpoint), Word.REFUSED, Stage.CONNECT);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      assertThat(tcp(endpoint).word()).isEqualTo(Word.OK);
      ends(http(endpoint), Word.TIMEOUT, Stage.FIRST_BYTE);
    }
    ends(tcp(endpoint), Word.REFUSED, Stage.CONNECT);
  }

  @Test
  void reads_an_answer() throws IOException {
    try (FaultyServer server =
        FaultyServer.start(
            Behaviour.http(Route.any(503).withHeader("Server", "app/1").withBody("no database")))) {
      ProbeResult result = http(Samples.endpoint(server));
      assertThat(result.word()).isEqualTo(Word.OK);
      assertThat(result.http().orElseThrow().status()).isEqualTo(503);
      assertThat(result.http().orElseThrow().reason()).isEqualTo("Service Unavailable");
      assertThat(result.http().orElseThrow().header("server")).contains("app/1");
      assertThat(result.http().orElseThrow().body()).isEqualTo("no database");
      assertThat(result.timings().firstByte()).isPresent();
      assertThat(result.received()).startsWith("HTTP/1.1 503 Service Unavailable\\x0D\\x0A");
      assertThat(server.requests()).containsExactly("GET /health HTTP/1.0\r\n\r\n");
    }
  }

  @Test
  void tells_reset_closed_silent_and_strange_apart() throws IOException {
    try (FaultyServer resetting = FaultyServer.start(Behaviour.of(Mode.RESET));
        FaultyServer closing = FaultyServer.start(Behaviour.of(Mode.CLOSE));
        FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG));
        FaultyServer ssh = FaultyServer.start(Behaviour.banner("SSH-2.0-x\r\n"));
        FaultyServer tls = FaultyServer.start(Behaviour.http(Route.any(200)).withTls())) {
      ends(http(Samples.endpoint(resetting)), Word.RESET, Stage.FIRST_BYTE);
      ends(http(Samples.endpoint(closing)), Word.CLOSED, Stage.FIRST_BYTE);
      ends(http(Samples.endpoint(hung)), Word.TIMEOUT, Stage.FIRST_BYTE);
      ProbeResult banner = http(Samples.endpoint(ssh));
      ends(banner, Word.NOT_HTTP, Stage.BODY);
      assertThat(banner.received()).isEqualTo("SSH-2.0-x\\x0D\\x0A");
      ProbeResult alert = http(Samples.endpoint(tls));
      ends(alert, Word.NOT_HTTP, Stage.BODY);
      assertThat(alert.detail()).isEqualTo("answered in TLS (alert unexpected_message)");
      assertThat(alert.received()).startsWith("\\x15\\x03");
    }
  }

  @Test
  void sends_proxy_headers_as_haproxy_does() throws IOException {
    Behaviour behaviour = Behaviour.http(Route.any(200)).withProxyHeader();
    try (FaultyServer server = FaultyServer.start(behaviour)) {
      assertThat(withHeader(server, ProxyHeader.V1).word()).isEqualTo(Word.OK);
      assertThat(withHeader(server, ProxyHeader.V2).word()).isEqualTo(Word.OK);
      assertThat(withHeader(server, ProxyHeader.NONE).word()).isEqualTo(Word.RESET);
      assertThat(server.proxyHeaders()).hasSize(2);
      assertThat(server.proxyHeaders().getFirst())
          .matches("PROXY TCP4 127\\.0\\.0\\.1 127\\.0\\.0\\.1 \\d+ " + server.port() + "\r\n");
      assertThat(server.proxyHeaders().getLast()).isEqualTo("\r\n\r\n\0\r\nQUIT\n \0\0\0");
    }
  }

  @Test
  void an_interrupt_ends_it_at_once() throws Exception {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      Thread probing =
          Thread.ofVirtual()
              .start(() ->
                  Prober.probe(
                      ProbePlan.http(Samples.endpoint(hung), Samples.get("/")),
                      Waits.of(Duration.ofSeconds(20)),
                      Samples.soon()));
      while (probing.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      probing.interrupt();
      assertThat(probing.join(Duration.ofSeconds(3))).isTrue();
    }
  }

  @Test
  void the_deadline_counts_more_than_the_waits() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      ProbeResult result =
          Prober.probe(
              ProbePlan.http(Samples.endpoint(hung), Samples.get("/")),
              Waits.of(Duration.ofSeconds(20)),
              Deadline.in(Duration.ofMillis(150)));
      ends(result, Word.TIMEOUT, Stage.FIRST_BYTE);
      assertThat(result.timings().total()).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void ports_out_of_range_are_an_error_and_no_exception() throws IOException {
    try (ServerSocket _ = new ServerSocket()) {
      assertThat(tcp(new Endpoint("127.0.0.1", 70_000)).word()).isEqualTo(Word.ERROR);
    }
  }

  private static void ends(ProbeResult result, Word word, Stage stage) {
    assertThat(result.word()).as(result.toString()).isEqualTo(word);
    assertThat(result.stage()).as(result.toString()).isEqualTo(stage);
  }

  private static ProbeResult tcp(Endpoint endpoint) {
    return Prober.probe(ProbePlan.tcp(endpoint), WAITS, Samples.soon());
  }

  private static ProbeResult http(Endpoint endpoint) {
    return Prober.probe(ProbePlan.http(endpoint, Samples.get("/health")), WAITS, Samples.soon());
  }

  private static ProbeResult from(String source, Endpoint endpoint) {
    return Prober.probe(
        new ProbePlan(
            endpoint,
            Optional.of(source),
            ProxyHeader.NONE,
            Optional.empty(),
            new CheckExchange.ConnectOnly()),
        WAITS,
        Samples.soon());
  }

  private static ProbeResult withHeader(FaultyServer server, ProxyHeader header) {
    return Prober.probe(
        new ProbePlan(
            Samples.endpoint(server),
            Optional.empty(),
            header,
            Optional.empty(),
            new CheckExchange.Http(Samples.get("/"))),
        WAITS,
        Samples.soon());
  }
}
