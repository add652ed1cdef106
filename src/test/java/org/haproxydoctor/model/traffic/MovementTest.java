package org.haproxydoctor.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;

class MovementTest {
  private static final ServerRef W1 = new ServerRef("app", "w1");

  private static RowReading row(String identity, long sessions, long errors, long current) {
    return Readings.of(
        RowKey.server(W1),
        identity,
        Map.of(Counter.SESSIONS, sessions, Counter.CONNECT_ERRORS, errors),
        Map.of(Gauge.SESSIONS, current, Gauge.LIMIT, 5L));
  }

  @Test
  void what_moved_is_the_difference() {
    Movement row = Movement.between(row("3/1", 100, 7, 5), row("3/1", 140, 9, 6));
    assertThat(row.moved(Counter.SESSIONS)).isEqualTo(40);
    assertThat(row.moved(Counter.CONNECT_ERRORS)).isEqualTo(2);
    assertThat(row.total(Counter.CONNECT_ERRORS)).isEqualTo(9);
    assertThat(row.isAtLimit()).isTrue();
    assertThat(row.lasting(Gauge.SESSIONS)).isEqualTo(5);
  }

  @Test
  void what_is_not_told_does_not_move() {
    Movement row = Movement.between(row("3/1", 100, RowReading.NONE, 1), row("3/1", 140, 9, 1));
    assertThat(row.moved(Counter.CONNECT_ERRORS)).isZero();
    assertThat(row.moved(Counter.RETRIES)).isZero();
    assertThat(row.now(Gauge.QUEUED)).isEmpty();
  }

  @Test
  void counters_that_were_cleared_hold_the_least_that_moved() {
    Traffic traffic =
        Traffic.between(
            List.of(row("3/1", 1000, 7, 1)), List.of(row("3/1", 12, 8, 1)), Duration.ofSeconds(1));
    assertThat(traffic.wasCleared()).isTrue();
    assertThat(traffic.server(W1).orElseThrow().moved(Counter.SESSIONS)).isEqualTo(12);
    assertThat(traffic.server(W1).orElseThrow().moved(Counter.CONNECT_ERRORS)).isEqualTo(8);
  }

  @Test
  void another_object_of_the_same_name_has_no_past() {
    Movement row = Movement.between(row("3/1", 100, 7, 1), row("3/2", 5, 0, 1));
    assertThat(row.before()).isEmpty();
    assertThat(row.cleared()).isFalse();
    assertThat(row.moved(Counter.SESSIONS)).isZero();
  }

  @Test
  void numbers_are_unsigned() {
    long large = Long.MAX_VALUE;
    Movement row = Movement.between(row("3/1", large, 0, 1), row("3/1", large + 3, 0, 1));
    assertThat(row.cleared()).isFalse();
    assertThat(row.moved(Counter.SESSIONS)).isEqualTo(3);
  }

  @Test
  void a_limit_must_hold_in_both_readings() {
    assertThat(Movement.between(row("3/1", 1, 0, 4), row("3/1", 1, 0, 5)).isAtLimit()).isFalse();
    assertThat(Movement.between(row("3/1", 1, 0, 5), row("3/1", 1, 0, 4)).isAtLimit()).isFalse();
  }
}
