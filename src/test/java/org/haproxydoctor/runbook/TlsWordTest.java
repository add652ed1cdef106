package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.Results.tlsFailed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A handshake in the words of the runbook format.
class TlsWordTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static ProbeResult certified(Duration left, String... names) {
    Instant end = NOW.plus(left);
    Certificate leaf =
        new Certificate("CN=a", "CN=ca", end.minus(Duration.ofDays(90)), end, List.of(names));
    ProbeResult good = connected();
    return new ProbeResult(
        good.endpoint(),
        good.address(),
        good.word(),
        good.stage(),
        "",
        good.timings(),
        Optional.empty(),
        Optional.of(new TlsFacts("TLSv1.3", "x", Optional.empty(), List.of(leaf))),
        "");
  }

  private static String word(ProbeResult result) {
    return TlsWord.of(result, Optional.empty(), NOW);
  }

  @Test
  void dates_decide_what_a_certificate_is_worth() {
    assertThat(word(certified(Duration.ofDays(60)))).isEqualTo("valid");
    assertThat(word(certified(Duration.ofDays(13)))).isEqualTo("expiring");
    assertThat(word(certified(Duration.ofSeconds(-1)))).isEqualTo("expired");
    assertThat(word(certified(Duration.ofDays(91)))).as("not valid yet").isEqualTo("expired");
    assertThat(word(connected())).as("no certificate seen").isEqualTo("valid");
  }

  @Test
  void days_left_are_whole_days() {
    assertThat(TlsWord.daysLeft(certified(Duration.ofHours(47)), NOW)).hasValue(1);
    assertThat(TlsWord.daysLeft(certified(Duration.ofHours(-1)), NOW)).hasValue(-1);
    assertThat(TlsWord.daysLeft(refused(), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "app.example, valid",
    "APP.example, valid",
    "w1.shop.example, valid",
    "a.b.shop.example, name-mismatch",
    "shop.example, name-mismatch",
    "other.example, name-mismatch"
  })
  void a_name_is_compared_as_browsers_do(String name, String word) {
    ProbeResult result = certified(Duration.ofDays(60), "app.example", "*.shop.example");
    assertThat(TlsWord.of(result, Optional.of(name), NOW)).isEqualTo(word);
  }

  @Test
  void a_failed_handshake_is_told_from_a_server_in_clear() {
    assertThat(word(tlsFailed("HTTP/1.1 400 Bad Request"))).isEqualTo("not-tls");
    assertThat(word(tlsFailed("\\x15\\x03\\x01"))).isEqualTo("failed");
    assertThat(word(ended(Stage.TLS, Word.TIMEOUT))).isEqualTo("failed");
    assertThat(word(refused())).isEqualTo("failed");
    assertThat(word(ended(Stage.LOOKUP, Word.UNRESOLVED))).isEqualTo("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "OK, connected",
    "REFUSED, refused",
    "TIMEOUT, timeout",
    "UNREACHABLE, unreachable",
    "RESET, reset",
    "TLS_FAILED, tls-failure",
    "CLOSED, error",
    "UNRESOLVED, error",
    "SOURCE_UNAVAILABLE, error",
    "DENIED, error",
    "NOT_HTTP, error",
    "ERROR, error"
  })
  void every_end_of_a_connection_has_a_word_of_the_format(Word end, String word) {
    String said = ConnectWord.of(ended(Stage.CONNECT, end));
    assertThat(said).isEqualTo(word);
    assertThat(TaskKind.HTTP.words()).contains(said);
  }
}
