package org.haproxydoctor.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.model.check.HttpCheck.Expectation.Kind.STRING;
import static org.haproxydoctor.probe.Samples.expect;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.haproxydoctor.lab.Behaviour;
import org.haproxydoctor.lab.Behaviour.Mode;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.FaultyServer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.probe.HealthProbe.Patience;
import org.haproxydoctor.probe.HealthProbe.Replayed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HealthProbeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Test
  void a_good_answer_passes() throws IOException {
    try (FaultyServer server = FaultyServer.start(Behaviour.http(Route.any(200)))) {
      Replayed replayed = replay(Samples.check(server, Samples.get("/")));
      assertThat(replayed.replay().passed()).isTrue();
      assertThat(replayed.replay().status()).isEqualTo(200);
      assertThat(replayed.moreTime()).isEmpty();
    }
  }

  @Test
  void a_late_answer_fails_the_check_and_passes_with_more_time_on_the_same_connection()
      throws IOException {
    Behaviour slow = Behaviour.http(Route.any(200)).withDelay(Duration.ofMillis(1_100));
    try (FaultyServer server = FaultyServer.start(slow)) {
      Replayed replayed = replay(Samples.check(server, Samples.get("/")));
      assertThat(replayed.replay().passed()).isFalse();
      assertThat(replayed.replay().result().word()).isEqualTo(Word.TIMEOUT);
      assertThat(replayed.replay().result().stage()).isEqualTo(Stage.FIRST_BYTE);
      assertThat(replayed.replay().why()).isEqualTo("no answer within 500 ms");
      Variation moreTime = replayed.moreTime().orElseThrow();
      assertThat(moreTime.kind()).isEqualTo(Variation.Kind.MORE_TIME);
      assertThat(moreTime.change()).matches("waiting 1\\.\\d s instead of 500 ms");
      assertThat(moreTime.replay().passed()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a_server_that_never_answers_fails_with_more_time_too() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      Replayed replayed = replay(Samples.check(hung, Samples.get("/")));
      assertThat(replayed.replay().result().stage()).isEqualTo(Stage.FIRST_BYTE);
      Variation moreTime = replayed.moreTime().orElseThrow();
      assertThat(moreTime.replay().passed()).isFalse();
      assertThat(moreTime.replay().result().timings().total())
          .isGreaterThan(Duration.ofMillis(3_400));
    }
  }

  @Test
  void a_connection_that_never_comes_is_not_waited_for_long() throws IOException {
    try (FaultyServer hole = FaultyServer.start(Behaviour.of(Mode.BLACKHOLE))) {
      long before = System.nanoTime();
      Replayed replayed = replay(Samples.check(hole, Samples.get("/")));
      assertThat(replayed.replay().result().stage()).isEqualTo(Stage.CONNECT);
      assertThat(replayed.replay().why()).isEqualTo("no connection within 500 ms");
      assertThat(replayed.moreTime()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void where_haproxy_got_no_answer_either_one_check_timeout_of_silence_is_enough()
      throws IOException {
    Duration minute = Duration.ofMinutes(1);
    CheckTiming timing =
        new CheckTiming(
            minute, minute, minute, 2, 3, Optional.of(Duration.ofMillis(200)), Optional.empty());
    try (FaultyServer hole = FaultyServer.start(Behaviour.of(Mode.BLACKHOLE))) {
      CheckSpec check = Samples.withTiming(Samples.check(hole, Samples.get("/")), timing);
      Replayed replayed =
          HealthProbe.replayUnanswered(check, Samples.soon(), Patience.of(PATIENCE)).orElseThrow();
      assertThat(replayed.replay().passed()).isFalse();
      assertThat(replayed.replay().result().word()).isEqualTo(Word.TIMEOUT);
      assertThat(replayed.replay().result().stage()).isEqualTo(Stage.CONNECT);
      assertThat(replayed.moreTime()).isEmpty();
    }
  }

  @Test
  void nothing_is_said_when_the_deadline_came_first() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      CheckSpec check = Samples.check(hung, Samples.get("/"));
      assertThat(
              HealthProbe.replay(check, Deadline.in(Duration.ofMillis(100)), Patience.of(PATIENCE)))
          .isEmpty();
    }
  }

  @Test
  void a_silence_that_is_explained_meanwhile_is_not_waited_out() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      CheckSpec check = Samples.check(hung, Samples.get("/"));
      List<CheckReplay> late = new ArrayList<>();
      Patience endless =
          new Patience(
              Duration.ofHours(1),
              r -> {
                late.add(r.replay());
                return true;
              });
      Replayed replayed = HealthProbe.replay(check, Samples.soon(), endless).orElseThrow();
      assertThat(replayed.replay().result().word()).isEqualTo(Word.TIMEOUT);
      assertThat(replayed.replay().result().stage()).isEqualTo(Stage.FIRST_BYTE);
      assertThat(replayed.moreTime()).isEmpty();
      assertThat(late).containsExactly(replayed.replay());
    }
  }

  @Test
  void nothing_is_done_meanwhile_where_a_check_ends_or_nobody_is_connected() throws IOException {
    Patience never =
        new Patience(
            PATIENCE,
            _ -> {
              throw new IllegalStateException("nobody is silent here");
            });
    try (FaultyServer well = FaultyServer.start(Behaviour.http(Route.any(200)));
        FaultyServer hole = FaultyServer.start(Behaviour.of(Mode.BLACKHOLE))) {
      for (FaultyServer each : List.of(well, hole)) {
        CheckSpec check = Samples.check(each, Samples.get("/"));
        assertThat(HealthProbe.replay(check, Samples.soon(), never)).isPresent();
      }
    }
  }

  @Test
  void the_wanted_text_is_waited_for_and_not_the_end_of_the_body() throws IOException {
    try (RawServer server =
        RawServer.start((in, out) -> {
          in.read(new byte[4096]);
          out.write("HTTP/1.1 200 OK\r\n\r\nall ".getBytes(ISO_8859_1));
          in.hearFor(Duration.ofMillis(150));
          out.write("is well".getBytes(ISO_8859_1));
          in.readAllBytes();
        })) {
      CheckSpec check =
          Samples.check(
              server.endpoint(),
              new CheckExchange.Http(Samples.get("/", expect(STRING, "all is well"))));
      Replayed replayed = replay(check);
      assertThat(replayed.replay().why()).isEqualTo("the body meets `expect string all is well`");
      assertThat(replayed.replay().result().timings().total()).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void a_tcp_check_passes_on_connecting_and_a_tls_check_on_the_handshake() throws IOException {
    try (FaultyServer hung = FaultyServer.start(Behaviour.of(Mode.HANG))) {
      CheckSpec tcp = Samples.check(Samples.endpoint(hung), new CheckExchange.ConnectOnly());
      assertThat(replay(tcp).replay().passed()).isTrue();
      Replayed tls = replay(tcp.withTls(Optional.of(Samples.TLS)));
      assertThat(tls.replay().passed()).isFalse();
      assertThat(tls.replay().result().stage()).isEqualTo(Stage.TLS);
    }
  }

  @Test
  void a_refused_handshake_is_not_called_silence_because_our_first_one_was_slow()
      throws IOException {
    AtomicBoolean first = new AtomicBoolean(true);
    try (RawServer server =
        RawServer.start((in, out) -> {
          in.read(new byte[4096]);
          if (first.getAndSet(false)) {
            in.hearFor(Duration.ofMillis(800));
          }
          out.write("no TLS here\r\n".getBytes(ISO_8859_1));
        })) {
      CheckSpec check =
          Samples.check(server.endpoint(), new CheckExchange.ConnectOnly())
              .withTls(Optional.of(Samples.TLS));

      Replayed replayed =
          HealthProbe.replay(check, Samples.soon(), Patience.of(PATIENCE), true).orElseThrow();

      assertThat(replayed.replay().result().word()).isEqualTo(Word.TLS_FAILED);
    }
  }

  @Test
  void whether_a_variation_finds_tls_does_not_hang_on_a_fast_handshake() throws IOException {
    Behaviour secure = Behaviour.http(Route.any(200)).withTls();
    try (FaultyServer server = FaultyServer.start(secure);
        RawServer slow = RawServer.start((in, out) -> relayLate(in, out, server.port()))) {
      CheckSpec check =
          Samples.check(slow.endpoint(), new CheckExchange.Http(Samples.get("/")))
              .withTls(Optional.of(Samples.TLS));

      CheckReplay replay =
          HealthProbe.once(check, Samples.soon(), Duration.ofSeconds(3)).orElseThrow();

      assertThat(replay.result().tls()).isPresent();
      assertThat(replay.passed()).isTrue();
    }
  }

  /// Passes on, after more time than the check has.
  private static void relayLate(RawServer.Client in, OutputStream out, int port)
      throws IOException, InterruptedException {
    byte[] opening = in.hearFor(Duration.ofMillis(700));
    try (Socket onwards = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      Thread back =
          Thread.startVirtualThread(() -> {
            try {
              onwards.getInputStream().transferTo(out);
            } catch (IOException _) {
              // One side has gone, as it may.
            }
          });
      onwards.getOutputStream().write(opening);
      in.transferTo(onwards.getOutputStream());
      back.join();
    }
  }

  private static Replayed replay(CheckSpec check) {
    return HealthProbe.replay(check, Samples.soon(), Patience.of(PATIENCE)).orElseThrow();
  }
}
