package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.haproxydoctor.model.HaproxyDuration.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HaproxyDurationTest {
  @ParameterizedTest
  @CsvSource({"0, 0ms", "250us, 0ms", "1500, 1500ms", "5s, 5s", "90s, 90s", "2m, 2m", "1h, 60m"})
  void is_written_as_haproxy_would_read_it(String text, String written) {
    Duration duration = HaproxyDuration.parse(text, Unit.MILLISECONDS).orElseThrow();

    assertThat(HaproxyDuration.text(duration)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "-1s", "1.5s", "5 s", "5sec", "9999999999999999999", "99999999999d"})
  void what_haproxy_would_refuse_is_no_duration(String text) {
    assertThat(HaproxyDuration.parse(text, Unit.MILLISECONDS)).isEmpty();
  }

  @Test
  void a_number_alone_means_what_the_place_says() {
    assertThat(HaproxyDuration.parse("30", Unit.SECONDS)).hasValue(Duration.ofSeconds(30));
    assertThat(HaproxyDuration.parse("30", Unit.MILLISECONDS)).hasValue(Duration.ofMillis(30));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "340, 340 ms",
    "1000, 1 s",
    "1996, 2 s",
    "2540, 2.5 s",
    "60000, 1 min",
    "200000, 3 min 20 s",
    "7500000, 2 h 5 min",
    "1047600000, 12 d 3 h"
  })
  void people_read_two_parts_at_most(long millis, String text) {
    assertThat(HaproxyDuration.forPeople(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
