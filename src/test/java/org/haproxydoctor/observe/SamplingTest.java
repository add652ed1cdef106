package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.model.CheckStatus.L4CON;

import java.time.Duration;
import java.util.Optional;
import org.haproxydoctor.diagnose.Incident;
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

  @Test
  void what_someone_asks_for_holds_even_then() {
    Incident incident = Incident.of(server("app/w1").down().check(L4CON));
    assertThat(interval(Optional.of(Duration.ofSeconds(9)), incident))
        .isEqualTo(Duration.ofSeconds(9));
  }
}
