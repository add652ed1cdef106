package org.haproxydoctor.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.haproxydoctor.lab.Behaviour;
import org.haproxydoctor.lab.Behaviour.Mode;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.DrillCertificate;
import org.haproxydoctor.lab.FaultyServer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TlsProbeTest {
  private static final Behaviour SECURE = Behaviour.http(Route.any(200)).withTls();

  @Test
  void writes_down_whom_it_met_without_judging() throws IOException {
    Instant end = Instant.parse("2021-05-06T07:08:09Z");
    DrillCertificate expired =
        DrillCertificate.of(List.of("old.example.com"), end.minus(Duration.ofDays(1)), end);
    try (FaultyServer server =
        FaultyServer.start(
            SECURE, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), expired)) {
      ProbeResult result = shake(Samples.endpoint(server), TlsSettings.plain());
      assertThat(result.word()).isEqualTo(Word.OK);
      assertThat(result.timings().tls()).isPresent();
      ProbeResult.TlsFacts facts = result.tls().orElseThrow();
      assertThat(facts.protocol()).isEqualTo("TLSv1.3");
      assertThat(facts.alpn()).isEmpty();
      assertThat(facts.chain()).hasSize(1);
      assertThat(facts.chain().getFirst().notAfter()).isEqualTo(end);
      assertThat(facts.chain().getFirst().names()).containsExactly("old.example.com");
      assertThat(facts.chain().getFirst().subject()).isEqualTo("CN=old.example.com");
    }
  }

  @Test
  void sends_the_server_name_asked_for_or_none_at_all() throws IOException {
    try (FaultyServer server = FaultyServer.start(SECURE)) {
      Endpoint byName = new Endpoint("localhost", server.port());
      shake(byName, TlsSettings.plain());
      awaitNames(server, 1);
      shake(byName, TlsSettings.plain().withSni("www.example.com"));
      awaitNames(server, 2);
      assertThat(server.serverNames()).containsExactly("", "www.example.com");
    }
  }

  @Test
  void sends_even_what_is_no_proper_server_name() throws Exception {
    CompletableFuture<String> hello = new CompletableFuture<>();
    try (RawServer server =
        RawServer.start((in, _) -> {
          byte[] bytes = new byte[2_000];
          hello.complete(new String(bytes, 0, in.read(bytes), ISO_8859_1));
        })) {
      shake(server.endpoint(), TlsSettings.plain().withSni("not_a.proper-name."));
      assertThat(hello.get(5, TimeUnit.SECONDS)).contains("not_a.proper-name.");
    }
  }

  @Test
  void keeps_to_the_versions_allowed() throws IOException {
    try (FaultyServer server = FaultyServer.start(SECURE)) {
      ProbeResult old = shake(Samples.endpoint(server), between("TLSv1.0", "TLSv1.2"));
      assertThat(old.tls().orElseThrow().protocol()).isEqualTo("TLSv1.2");
      ProbeResult impossible = shake(Samples.endpoint(server), between("TLSv1.3", "TLSv1.2"));
      assertThat(impossible.word()).isEqualTo(Word.TLS_FAILED);
      assertThat(impossible.detail()).contains("no TLS version");
    }
  }

  @Test
  void requests_and_answers_go_through_tls() throws IOException {
    try (FaultyServer server = FaultyServer.start(SECURE)) {
      ProbeResult result =
          Prober.probe(
              ProbePlan.http(Samples.endpoint(server), Samples.get("/h"))
                  .withTls(TlsSettings.plain()),
              Waits.of(Duration.ofSeconds(5)),
              Samples.soon());
      assertThat(result.word()).isEqualTo(Word.OK);
      assertThat(result.http().orElseThrow().status()).isEqualTo(200);
      assertThat(result.received()).startsWith("HTTP/1.1 200");
      assertThat(server.requests()).containsExactly("GET /h HTTP/1.0\r\n\r\n");
    }
  }

  @Test
  void shows_what_a_clear_server_says_to_a_handshake() throws IOException {
    try (RawServer http = RawServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n");
        FaultyServer ssh = FaultyServer.start(Behaviour.banner("SSH-2.0-x\r\n"))) {
      ProbeResult clear = shake(http.endpoint(), TlsSettings.plain());
      assertThat(clear.word()).isEqualTo(Word.TLS_FAILED);
      assertThat(clear.stage()).isEqualTo(Stage.TLS);
      assertThat(clear.detail()).isEqualTo("answered in clear HTTP");
      assertThat(clear.received()).startsWith("HTTP/1.1 400 Bad Request");
      ProbeResult banner = shake(Samples.endpoint(ssh), TlsSettings.plain());
      assertThat(banner.word()).isEqualTo(Word.TLS_FAILED);
      assertThat(banner.received()).startsWith("SSH-2.0-x");
    }
  }

  @Test
  void tells_silence_reset_and_close_in_the_handshake_apart() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG));
        FaultyServer resetting = FaultyServer.start(Behaviour.of(Mode.RESET));
        FaultyServer closing = FaultyServer.start(Behaviour.of(Mode.CLOSE))) {
      assertEnds(hung, Word.TIMEOUT);
      assertEnds(resetting, Word.RESET);
      assertEnds(closing, Word.CLOSED);
    }
  }

  @Test
  void a_handshake_that_drips_ends_in_time() throws IOException {
    try (RawServer dripping =
        RawServer.start((in, out) -> {
          in.read(new byte[4096]);
          out.write(new byte[] {0x16, 0x03, 0x03, 0x40, 0x00});
          while (true) {
            out.write(0);
            in.hearFor(Duration.ofMillis(20));
          }
        })) {
      ProbeResult result = shake(dripping.endpoint(), TlsSettings.plain());
      assertThat(result.word()).isEqualTo(Word.TIMEOUT);
      assertThat(result.stage()).isEqualTo(Stage.TLS);
    }
  }

  // The client may be done before the server has looked at its last message.
  private static void awaitNames(FaultyServer server, int count) {
    Deadline deadline = Samples.soon();
    while (server.serverNames().size() < count && !deadline.passed()) {
      Thread.onSpinWait();
    }
  }

  private static void assertEnds(FaultyServer server, Word word) {
    ProbeResult result = shake(Samples.endpoint(server), TlsSettings.plain());
    assertThat(result.word()).as(result.toString()).isEqualTo(word);
    assertThat(result.stage()).isEqualTo(Stage.TLS);
  }

  private static TlsSettings between(String lowest, String highest) {
    return new TlsSettings(
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(lowest),
        Optional.of(highest));
  }

  private static ProbeResult shake(Endpoint endpoint, TlsSettings tls) {
    return Prober.probe(
        ProbePlan.handshake(endpoint, tls), Waits.of(Duration.ofMillis(1_500)), Samples.soon());
  }
}
