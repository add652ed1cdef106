package org.haproxydoctor.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;

class RecentTimesTest {
  private static RowReading row(long answers, long rtime) {
    return Readings.of(
        RowKey.server(new ServerRef("app", "w1")),
        "3/1",
        Map.of(Counter.ANSWERS_2XX, answers),
        Map.of(Gauge.RESPONSE_TIME, rtime));
  }

  private static RecentTimes between(RowReading before, RowReading after) {
    return RecentTimes.of(Movement.between(before, after));
  }

  /// Both were counted on HAProxy 2.2, 2.6 and 3.4, with 40 answers of 400 ms after quick ones.
  @Test
  void forty_slow_answers_among_many_are_seen() {
    assertThat(between(row(1500, 0), row(1540, 31)).millis()).isEqualTo(399);
    assertThat(between(row(300, 1), row(340, 49)).millis()).isCloseTo(400, within(1L));
    assertThat(between(row(1500, 0), row(1540, 31)).words())
        .isEqualTo("31 ms over the last 512, about 399 ms over the last 40");
  }

  @Test
  void a_server_that_has_recovered_is_quick() {
    assertThat(between(row(4000, 900), row(4040, 834)).millis()).isLessThan(60);
  }

  @Test
  void a_steady_mean_or_few_answers_say_nothing_new() {
    assertThat(between(row(4000, 20), row(4040, 21)).words()).isEqualTo("21 ms");
    assertThat(between(row(4000, 20), row(4004, 36)).words()).isEqualTo("36 ms");
    assertThat(RecentTimes.of(Movement.readOnce(row(400, 20))).millis()).isEqualTo(20);
  }

  /// The mean as HAProxy keeps it.
  @Property(tries = 300)
  void what_haproxy_adds_up_is_taken_apart_again(
      @ForAll @IntRange(max = 3000) int earlier,
      @ForAll @IntRange(min = 5, max = 400) int recent,
      @ForAll @IntRange(max = 2000) int was,
      @ForAll @IntRange(max = 9000) int is) {
    long sum = 0;
    long mean = 0;
    long before = 0;
    for (int i = 1; i <= earlier + recent; i++) {
      long window = Math.min(i, 512);
      sum += (i <= earlier ? was : is) - (i <= 512 ? 0 : (sum + window - 1) / window);
      mean = (sum + window - 1) / window;
      before = i == earlier ? mean : before;
    }
    double error = 2.0 + 2 * 512.0 / recent + is / 100.0;
    long millis = between(row(earlier, before), row(earlier + recent, mean)).millis();
    assertThat(millis).isCloseTo(is, within(Math.round(error)));
  }
}
