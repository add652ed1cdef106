package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.model.CheckStatus.L4CON;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.Readings;
import org.haproxydoctor.model.traffic.RowKey;
import org.haproxydoctor.model.traffic.RowReading;
import org.haproxydoctor.model.traffic.Traffic;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static Duration interval(Optional<Duration> wanted, Incident incident) {
    Observations seen = incident.seen();
    return Sampling.interval(wanted, seen.backends(), seen.configuration().value());
  }

  @Test
  void a_second_is_usual() {
    assertThat(interval(Optional.empty(), Incident.of(server("app/w1"))))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void an_outage_is_not_kept_waiting_longer_than_its_checks_take() {
    Incident incident = Incident.of(server("app/w1").down().check(L4CON));
    assertThat(interval(Optional.empty(), incident)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(interval(Optional.empty(), Incident.of(server("app/w1").maint())))
        .isEqualTo(Sampling.LEAST);
  }

  private static RowReading rate(long rate, long sessions) {
    return Readings.of(
        RowKey.frontend("www"),
        "2/0",
        Map.of(Counter.SESSIONS, sessions),
        Map.of(Gauge.RATE, rate, Gauge.HIGHEST_RATE, 9L, Gauge.RATE_LIMIT, 8L));
  }

  private static Traffic watched(long first, long second) {
    return Traffic.between(
        List.of(rate(first, 100)), List.of(rate(second, 108)), Duration.ofSeconds(1));
  }

  @Test
  void a_limited_rate_is_watched_though_it_reads_less_for_a_moment() {
    assertThat(Sampling.isNotable(rate(6, 100), Set.of())).isTrue();
    assertThat(Sampling.isNotable(rate(3, 100), Set.of())).isFalse();
    assertThat(Sampling.leavesDoubt(watched(7, 7))).isTrue();
    assertThat(Sampling.leavesDoubt(watched(8, 9))).isFalse();
  }

  @Test
  void what_someone_asks_for_holds_even_then() {
    Incident incident = Incident.of(server("app/w1").down().check(L4CON));
    assertThat(interval(Optional.of(Duration.ofSeconds(9)), incident))
        .isEqualTo(Duration.ofSeconds(9));
  }
}
