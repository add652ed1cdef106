package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.junit.jupiter.api.Test;

/// The limits are those measured with HAProxy 2.6: see `timeout check` and `inter`.
class CheckLimitsTest {
  private static final int INTER = 2_000;

  @Test
  void without_timeout_check_everything_must_end_within_inter() {
    CheckTiming timing = timing(0, 0);
    assertThat(CheckLimits.cut(answered(100, 0, 50, 1_900), timing)).isEmpty();
    ProbeResult late = cut(answered(100, 0, 2_500, 2_600), timing);
    assertThat(late.word()).isEqualTo(Word.TIMEOUT);
    assertThat(late.stage()).isEqualTo(Stage.FIRST_BYTE);
    assertThat(late.http()).isEmpty();
    assertThat(late.timings().connect()).isPresent();
    assertThat(late.timings().total()).isEqualTo(Duration.ofMillis(INTER));
    assertThat(cut(answered(100, 0, 1_000, 2_600), timing).stage()).isEqualTo(Stage.BODY);
    assertThat(cut(answered(2_100, 0, 10, 2_110), timing).stage()).isEqualTo(Stage.CONNECT);
  }

  @Test
  void timeout_connect_alone_changes_nothing() {
    assertThat(CheckLimits.cut(answered(1_000, 0, 10, 1_010), timing(200, 0))).isEmpty();
  }

  @Test
  void timeout_check_begins_with_the_connection() {
    CheckTiming timing = timing(300, 1_000);
    assertThat(CheckLimits.cut(answered(250, 0, 900, 1_200), timing)).isEmpty();
    assertThat(cut(answered(250, 0, 1_001, 1_300), timing).timings().total())
        .isEqualTo(Duration.ofMillis(1_250));
    assertThat(cut(answered(310, 0, 5, 320), timing).stage()).isEqualTo(Stage.CONNECT);
  }

  @Test
  void the_handshake_counts_as_connecting() {
    CheckTiming timing = timing(300, 1_000);
    assertThat(CheckLimits.cut(answered(100, 150, 900, 1_200), timing)).isEmpty();
    ProbeResult late = cut(answered(100, 250, 10, 380), timing);
    assertThat(late.stage()).isEqualTo(Stage.TLS);
    assertThat(late.tls()).isEmpty();
  }

  @Test
  void failures_within_the_limits_stay_what_they_are() {
    ProbeResult refused = new Progress(new Endpoint("127.0.0.1", 1)).end(Word.REFUSED, "");
    assertThat(CheckLimits.cut(refused, timing(0, 0))).isEmpty();
  }

  private static ProbeResult cut(ProbeResult whole, CheckTiming timing) {
    return CheckLimits.cut(whole, timing).orElseThrow().result();
  }

  private static CheckTiming timing(int connect, int check) {
    Duration inter = Duration.ofMillis(INTER);
    return new CheckTiming(inter, inter, inter, 2, 3, millis(check), millis(connect));
  }

  private static ProbeResult answered(int connect, int tls, int firstByte, int total) {
    return new ProbeResult(
        new Endpoint("127.0.0.1", 1),
        Optional.of("127.0.0.1"),
        Word.OK,
        Stage.DONE,
        "",
        new ProbeResult.Timings(
            Optional.of(Duration.ZERO),
            millis(connect),
            millis(tls),
            millis(firstByte),
            Duration.ofMillis(total)),
        Optional.of(new HttpAnswer("HTTP/1.1", 200, "", List.of(), "")),
        millis(tls).map(_ -> new TlsFacts("TLSv1.3", "x", Optional.empty(), List.of())),
        "HTTP/1.1 200");
  }

  private static Optional<Duration> millis(int millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }
}
