package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Later;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProxyHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The `probe` command's rounds against a real HTTP server on loopback.
class ProbeRoundTest {
  private static final Server ROW =
      Incident.of(server("app/w1"))
          .seen()
          .proxies()
          .value()
          .orElseThrow()
          .backends()
          .getFirst()
          .servers()
          .getFirst();

  private final ProbeLooks probes = new ProbeLooks(Duration.ofSeconds(5), true);
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private HttpServer web;
  private Endpoint there;

  @BeforeEach
  void start() throws Exception {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Host"));
          boolean good = exchange.getRequestURI().getPath().equals("/good");
          exchange.sendResponseHeaders(good ? 200 : 404, -1);
          exchange.close();
        });
    web.start();
    there = new Endpoint("127.0.0.1", web.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10));
  }

  private Probed round(LiveServer live, ProbeWish wish) {
    List<Probed> all = new ProbeRound(probes, soon()).of(List.of(live), wish);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static LiveServer at(Optional<Endpoint> service, Optional<CheckSpec> check) {
    return new LiveServer(
        ROW,
        service,
        Optional.empty(),
        Later.known(check),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private CheckSpec asking(String path) {
    HttpCheck http =
        new HttpCheck("GET", path, "HTTP/1.0", List.of(), Optional.empty(), List.of(), false);
    return new CheckSpec(
        ROW.ref(),
        there,
        there,
        new CheckExchange.Http(http),
        Optional.empty(),
        ProxyHeader.NONE,
        Optional.empty(),
        CheckTiming.defaults(),
        List.of(),
        List.of());
  }

  @Test
  void tcp_only_connects() {
    Probed probed = round(at(Optional.of(there), Optional.empty()), new ProbeWish.Tcp());
    assertThat(probed.passed()).contains(true);
    assertThat(probed.subject()).isEqualTo("app/w1");
    assertThat(probed.agreement()).isEmpty();
    assertThat(requests).isEmpty();
  }

  @Test
  void http_asks_for_the_path_with_the_name_or_the_address_as_host() {
    LiveServer live = at(Optional.of(there), Optional.of(asking("/check")));
    Probed named = round(live, new ProbeWish.Http("GET", "/good?x=1", Optional.of("shop.example")));
    Probed plain = round(live, new ProbeWish.Http("HEAD", "/bad", Optional.empty()));

    assertThat(named.passed()).contains(true);
    assertThat(plain.passed()).contains(false);
    assertThat(requests).containsExactly("GET /good?x=1 shop.example", "HEAD /bad " + there);
  }

  @Test
  void health_repeats_the_servers_own_check_and_compares() {
    Probed good = round(at(Optional.of(there), Optional.of(asking("/good"))), health());
    assertThat(good.passed()).contains(true);
    assertThat(good.replay().orElseThrow().status()).isEqualTo(200);
    assertThat(good.agreement()).contains(Agreement.AGREE_UP);

    Probed bad = round(at(Optional.of(there), Optional.of(asking("/bad"))), health());
    assertThat(bad.passed()).contains(false);
    assertThat(bad.agreement()).contains(Agreement.ONLY_PROBE_DOWN);
  }

  @Test
  void a_server_without_check_is_connected_to() {
    Probed probed = round(at(Optional.of(there), Optional.empty()), health());
    assertThat(probed.replay()).isEmpty();
    assertThat(probed.passed()).contains(true);
    assertThat(requests).isEmpty();
  }

  @Test
  void a_server_without_address_says_so() {
    for (ProbeWish wish :
        List.of(new ProbeWish.Tcp(), new ProbeWish.Http("GET", "/", Optional.empty()), health())) {
      Probed probed = round(at(Optional.empty(), Optional.empty()), wish);
      assertThat(probed.passed()).isEmpty();
      assertThat(probed.reason()).contains("it has no address now");
    }
  }

  @Test
  void a_spent_budget_is_the_reason() {
    Deadline spent = Deadline.in(Duration.ZERO);
    Probed probed =
        new ProbeRound(probes, spent)
            .of(List.of(at(Optional.of(there), Optional.empty())), new ProbeWish.Tcp())
            .getFirst();
    assertThat(probed.passed()).isEmpty();
    assertThat(probed.reason()).contains("not reached within the budget");
    assertThat(new ProbeRound(probes, spent).of(Url.parse(there.toString()), health()).reason())
        .contains("not reached within the budget");
  }

  @Test
  void a_url_is_asked_for_and_an_address_connected_to() {
    ProbeRound round = new ProbeRound(probes, soon());
    Probed url = round.of(Url.parse("http://" + there + "/good"), health());
    Probed address = round.of(Url.parse(there.toString()), health());

    assertThat(url.result().orElseThrow().http().orElseThrow().status()).isEqualTo(200);
    assertThat(address.result().orElseThrow().http()).isEmpty();
    assertThat(address.passed()).contains(true);
    assertThat(requests).containsExactly("GET /good " + there);
  }

  @Test
  void a_request_of_a_runbook_is_completed_with_host_and_port() {
    Looks.Request bare =
        new Looks.Request(
            Optional.of(there.port()),
            false,
            Optional.empty(),
            Optional.of(
                new HttpCheck(
                    "GET", "/good", "HTTP/1.1", List.of(), Optional.empty(), List.of(), false)));
    LiveServer elsewhere = at(Optional.of(there.withPort(1)), Optional.empty());

    Map<ServerRef, ProbeResult> results = probes.request(bare, List.of(elsewhere), soon());

    assertThat(results.get(ROW.ref()).http().orElseThrow().status()).isEqualTo(200);
    assertThat(requests).containsExactly("GET /good " + there);
  }

  @Test
  void server_names_in_the_handshake_are_names_only() {
    assertThat(sni("shop.example:8443")).contains("shop.example");
    assertThat(sni("shop.example")).contains("shop.example");
    assertThat(sni("10.0.0.1:443")).isEmpty();
    assertThat(sni("[::1]:443")).isEmpty();
    assertThat(sni("::1")).isEmpty();
  }

  private Optional<String> sni(String name) {
    Looks.Request request =
        new Looks.Request(Optional.empty(), true, Optional.of(name), Optional.empty());
    return ProbeLooks.plan(request, there).tls().orElseThrow().sni();
  }

  private static ProbeWish health() {
    return new ProbeWish.Health(Optional.empty());
  }

  @Test
  void a_check_of_a_kind_that_is_not_repeated_is_named() {
    CheckSpec redis = asking("/").withExchange(new CheckExchange.NotMirrored("redis-check"));
    Probed probed = round(at(Optional.of(there), Optional.of(redis)), health());
    assertThat(probed.passed()).isEmpty();
    assertThat(probed.reason()).contains("not repeated: redis-check; a bare connection succeeds");
    assertThat(requests).isEmpty();
  }

  @Test
  void a_soft_404_is_no_disagreement() {
    Server softly =
        new Server(
            ROW.ref(),
            new ServerStatus(ServerStatus.Word.NOLB, "NOLB", Optional.empty()),
            false,
            1,
            Optional.of(
                new HealthCheck(
                    CheckStatus.L7OKC,
                    "L7OKC",
                    false,
                    OptionalInt.of(404),
                    Optional.empty(),
                    "",
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    assertThat(Agreement.of(softly, false)).isEqualTo(Agreement.AGREE_DOWN);
    assertThat(Agreement.of(softly, true)).isEqualTo(Agreement.ONLY_HAPROXY_DOWN);
  }
}
