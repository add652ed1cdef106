package org.haproxydoctor.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.haproxydoctor.lab.Behaviour;
import org.haproxydoctor.lab.Behaviour.Mode;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.FaultyServer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProbeRunnerTest {
  private static final ProbeRunner RUNNER =
      new ProbeRunner(Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final List<String> NAMES = List.of("www.example.com");

  @Test
  void a_spent_budget_begins_nothing() throws IOException {
    Deadline spent = Deadline.in(Duration.ZERO);
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(200)))) {
      CheckSpec check = Samples.check(server, Samples.get("/"));
      Map<Integer, ProbePlan> plans =
          IntStream.range(0, 100)
              .boxed()
              .collect(Collectors.toMap(i -> i, _ -> ProbePlan.of(check)));
      List<Examination> checks =
          Collections.nCopies(100, Samples.examining(check, false, List.of()));

      assertThat(RUNNER.ask(plans, spent)).isEmpty();
      assertThat(RUNNER.examine(checks, spent).unfinished()).containsExactly(check.server());
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void the_path_that_answers_explains_a_404() throws IOException {
    try (FaultyServer server =
        FaultyServer.start(Behaviour.http(Route.any(200).forPath("/status")))) {
      explains(server, Samples.get("/healthz"), Kind.OTHER_PATH, "/status");
      assertThat(server.requests()).hasSizeLessThanOrEqualTo(ServerProbes.MOST_CONNECTIONS);
    }
  }

  @Test
  void the_name_that_answers_explains_a_404_before_any_path_does() throws IOException {
    try (FaultyServer server =
        FaultyServer.start(Behaviour.http(Route.any(200).forHost("www.example.com")))) {
      explains(server, Samples.get("/healthz"), Kind.WITH_HOST, "www.example.com");
    }
  }

  @Test
  void get_explains_a_rejected_method() throws IOException {
    try (FaultyServer server =
        FaultyServer.start(Behaviour.http(Route.any(200).forMethod("GET"), Route.any(405)))) {
      explains(server, Samples.get("/h").withMethod("OPTIONS"), Kind.METHOD_GET, "GET");
    }
  }

  @Test
  void tls_explains_what_a_tls_server_does_to_a_check_in_clear() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(200)).withTls())) {
      explains(server, Samples.get("/h"), Kind.WITH_TLS, "");
    }
  }

  /// It would never have answered the check, however long it is waited for.
  @Test
  void another_language_explains_silence_without_waiting_it_out() throws IOException {
    try (RawServer server =
        RawServer.start((in, out) -> {
          byte[] head = in.readNBytes(5);
          if (new String(head, US_ASCII).equals("PROXY")) {
            out.write("HTTP/1.0 200 OK\r\n\r\n".getBytes(US_ASCII));
          } else {
            in.readAllBytes();
          }
        })) {
      CheckSpec check = Samples.check(server.endpoint(), new CheckExchange.Http(Samples.get("/h")));
      Examined examined =
          new ProbeRunner(Duration.ofSeconds(1), Duration.ofHours(1))
              .examine(List.of(Samples.examining(check, true, NAMES)), Samples.soon());

      assertThat(examined.unfinished()).isEmpty();
      ServerProbes probes = examined.probes().get(check.server());
      assertThat(probes.explainedBy(Kind.WITH_PROXY_HEADER)).isTrue();
      assertThat(probes.variation(Kind.MORE_TIME)).isEmpty();
    }
  }

  @Test
  void a_server_found_to_speak_tls_is_not_tried_in_clear_any_more() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(500)).withTls())) {
      ServerProbes probes = thorough(Samples.check(server, Samples.get("/h")));
      assertThat(probes.explanation()).isEmpty();
      assertThat(probes.variations()).extracting(Variation::kind).containsExactly(Kind.WITH_TLS);
      assertThat(probes.variations().getFirst().replay().result().tls()).isPresent();
    }
  }

  @Test
  void clear_text_explains_a_failed_handshake() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(200)))) {
      CheckSpec check = Samples.check(server, Samples.get("/h")).withTls(Optional.of(Samples.TLS));
      assertThat(thorough(check).explainedBy(Kind.WITHOUT_TLS)).isTrue();
    }
  }

  @Test
  void the_proxy_header_explains_a_reset_and_a_400() throws IOException {
    try (FaultyServer server =
        FaultyServer.start(Behaviour.http(Route.any(200)).withProxyHeader())) {
      explains(server, Samples.get("/h"), Kind.WITH_PROXY_HEADER, "v2");
    }
    try (RawServer server =
        RawServer.start((in, out) -> {
          byte[] request = new byte[4096];
          String text = new String(request, 0, Math.max(0, in.read(request)), ISO_8859_1);
          String status = text.startsWith("GET ") ? "200 OK" : "400 Bad Request";
          out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
        })) {
      CheckSpec check =
          Samples.check(server.endpoint(), new CheckExchange.Http(Samples.get("/h")))
              .withProxyHeader(ProxyHeader.V1);
      assertThat(thorough(check).explainedBy(Kind.WITHOUT_PROXY_HEADER)).isTrue();
    }
  }

  @Test
  void the_service_explains_a_dead_check_port() throws IOException {
    try (FaultyServer dead = FaultyServer.start(Behaviour.of(Mode.REFUSE));
        FaultyServer service = FaultyServer.start(Behaviour.http(Route.any(200)))) {
      CheckSpec check =
          Samples.withService(Samples.check(dead, Samples.get("/")), Samples.endpoint(service));
      ServerProbes probes = thorough(check);
      assertThat(probes.tcp().orElseThrow().word()).isEqualTo(Word.OK);
      assertThat(probes.mirrored().orElseThrow().result().word()).isEqualTo(Word.REFUSED);
      assertThat(probes.explainedBy(Kind.SERVICE_TARGET)).isTrue();
    }
  }

  @Test
  void the_source_explains_a_connection_that_cannot_be_made() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(200)))) {
      CheckSpec check = Samples.withSource(Samples.check(server, Samples.get("/")), "203.0.113.7");
      assertThat(thorough(check).explainedBy(Kind.WITHOUT_SOURCE)).isTrue();
    }
  }

  @Test
  void more_time_explains_a_late_answer_and_nothing_else_is_tried() throws IOException {
    Behaviour slow = Behaviour.http(Route.any(200)).withDelay(Duration.ofSeconds(1));
    try (FaultyServer server = FaultyServer.start(slow)) {
      ServerProbes probes = thorough(Samples.check(server, Samples.get("/")));
      assertThat(probes.explainedBy(Kind.MORE_TIME)).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void nothing_explains_an_application_that_says_503() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(503)))) {
      ServerProbes probes = thorough(Samples.check(server, Samples.get("/")));
      assertThat(probes.mirrored().orElseThrow().status()).isEqualTo(503);
      assertThat(probes.explanation()).isEmpty();
    }
  }

  @Test
  void a_server_that_answers_nothing_but_404_gets_few_requests() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http())) {
      ServerProbes probes = thorough(Samples.check(server, Samples.get("/a").withMethod("HEAD")));
      assertThat(probes.explanation()).isEmpty();
      assertThat(server.requests()).hasSize(ServerProbes.MOST_CONNECTIONS - 1);
    }
  }

  @Test
  void a_check_that_cannot_be_repeated_is_only_judged_by_its_connection() throws IOException {
    try (FaultyServer open = FaultyServer.start(Behaviour.of(Mode.HANG));
        FaultyServer shut = FaultyServer.start(Behaviour.of(Mode.REFUSE))) {
      CheckExchange redis = new CheckExchange.NotMirrored("redis-check");
      assertThat(thorough(Samples.check(Samples.endpoint(open), redis)).mirrored()).isEmpty();
      assertThat(
              thorough(Samples.check(Samples.endpoint(shut), redis)).mirrored().orElseThrow().why())
          .isEqualTo("connection refused");
    }
  }

  @Test
  void two_hundred_black_holes_end_with_the_deadline() throws IOException {
    try (FaultyServer hole = FaultyServer.start(Behaviour.of(Mode.BLACKHOLE));
        FaultyServer good = FaultyServer.start(Behaviour.http(Route.any(200)))) {
      List<Examination> all = new ArrayList<>();
      Endpoint dead = Samples.endpoint(hole);
      IntStream.range(0, 200)
          .forEach(i -> all.add(Samples.connecting(new ServerRef("app", "w" + i), dead)));
      all.add(Samples.connecting(new ServerRef("app", "good"), Samples.endpoint(good)));
      long before = System.nanoTime();
      Examined examined =
          new ProbeRunner(Duration.ofSeconds(30), Duration.ZERO)
              .examine(all, Deadline.in(Duration.ofSeconds(1)));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      assertThat(examined.unfinished()).hasSize(200);
      assertThat(examined.unfinished().getFirst()).isEqualTo(new ServerRef("app", "w0"));
      assertThat(examined.probes()).hasSize(201);
      assertThat(examined.probes().get(new ServerRef("app", "good")).tcp().orElseThrow().word())
          .isEqualTo(Word.OK);
      assertThat(examined.probes().get(new ServerRef("app", "w7")).tcp()).isEmpty();
    }
  }

  @Test
  void what_was_found_before_the_deadline_is_kept() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      CheckSpec check = Samples.check(hung, Samples.get("/"));
      Examined examined =
          RUNNER.examine(
              List.of(Samples.examining(check, false, List.of())),
              Deadline.in(Duration.ofMillis(400)));
      assertThat(examined.unfinished()).containsExactly(check.server());
      assertThat(examined.probes().get(check.server()).tcp().orElseThrow().word())
          .isEqualTo(Word.OK);
    }
  }

  @Test
  void the_deadline_closes_every_connection() throws Exception {
    CountDownLatch closed = new CountDownLatch(20);
    try (RawServer server =
        RawServer.start((in, _) -> {
          try {
            in.readAllBytes();
          } finally {
            closed.countDown();
          }
        })) {
      List<Examination> all =
          IntStream.range(0, 20)
              .mapToObj(i -> new ServerRef("app", "w" + i))
              .map(ref -> hanging(ref, server.endpoint()))
              .toList();
      assertThat(RUNNER.examine(all, Deadline.in(Duration.ofMillis(400))).unfinished()).hasSize(20);
      assertThat(closed.await(3, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Examination hanging(ServerRef ref, Endpoint target) {
    CheckSpec check = Samples.check(target, new CheckExchange.Http(Samples.get("/")));
    return new Examination(ref, Optional.empty(), Optional.of(check), true, false, List.of());
  }

  @Test
  void an_interrupted_caller_gets_what_there_is_at_once() throws Exception {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      CheckSpec check = Samples.check(hung, Samples.get("/"));
      CompletableFuture<Examined> examined = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() ->
                  examined.complete(
                      new ProbeRunner(Duration.ofSeconds(9), Duration.ofSeconds(9))
                          .examine(
                              List.of(Samples.examining(check, false, List.of())),
                              Samples.soon())));
      while (caller.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      assertThat(examined.get(3, TimeUnit.SECONDS).unfinished()).containsExactly(check.server());
    }
  }

  @Test
  void single_probes_keep_their_order() throws IOException {
    try (FaultyServer good = FaultyServer.start(Behaviour.http(Route.any(204)));
        FaultyServer shut = FaultyServer.start(Behaviour.of(Mode.REFUSE))) {
      Map<String, ProbePlan> plans = new java.util.LinkedHashMap<>();
      plans.put("z", ProbePlan.tcp(Samples.endpoint(shut)));
      plans.put(
          "a",
          ProbePlan.http(
              Samples.endpoint(good), ProbePlan.request("GET", "/x", "www.example.com")));
      Map<String, ProbeResult> results = RUNNER.ask(plans, Samples.soon());
      assertThat(results.keySet()).containsExactly("z", "a");
      assertThat(results.get("z").word()).isEqualTo(Word.REFUSED);
      assertThat(results.get("a").http().orElseThrow().status()).isEqualTo(204);
      assertThat(good.requests().getFirst()).contains("host: www.example.com\r\n");
    }
  }

  private static void explains(FaultyServer server, HttpCheck http, Kind kind, String value) {
    ServerProbes probes = thorough(Samples.check(server, http));
    assertThat(probes.mirrored().orElseThrow().passed()).isFalse();
    Variation explanation = probes.explanation().orElseThrow();
    assertThat(explanation.kind()).isEqualTo(kind);
    assertThat(explanation.value()).isEqualTo(value);
    assertThat(probes.variations().getLast()).isEqualTo(explanation);
  }

  private static ServerProbes thorough(CheckSpec check) {
    Examined examined =
        RUNNER.examine(List.of(Samples.examining(check, true, NAMES)), Samples.soon());
    assertThat(examined.unfinished()).isEmpty();
    return examined.probes().get(check.server());
  }
}
