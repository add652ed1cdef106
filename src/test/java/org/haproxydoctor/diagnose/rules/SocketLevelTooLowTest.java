package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.util.List;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Upkeep;
import org.junit.jupiter.api.Test;

class SocketLevelTooLowTest {
  private static Upkeep level(CliLevel level) {
    return new Upkeep(Observed.seen(level), Observed.unseen("not asked"), List.of(), List.of());
  }

  @Test
  void level_user_is_told_and_no_alarm() {
    Incident healthy = Incident.of(server("app/w1")).upkeep(level(CliLevel.USER));

    assertThat(causes(healthy)).containsExactly("socket-level-too-low");
    assertThat(first(healthy).severity()).isEqualTo(Severity.INFO);
    assertThat(first(healthy).summary()).contains("addresses");
    assertThat(diagnosis(healthy).status()).isEqualTo(Status.OK);
  }

  @Test
  void level_operator_matters_only_where_something_is_to_be_done() {
    Incident healthy = Incident.of(server("app/w1")).upkeep(level(CliLevel.OPERATOR));
    Incident ill =
        Incident.of(
                server("app/w1"),
                server("app/w2").down().check(CheckStatus.L4CON, "Connection refused"))
            .upkeep(level(CliLevel.OPERATOR));

    assertRuledOut(new SocketLevelTooLow(), healthy);
    assertThat(causes(ill)).startsWith("connection-refused").endsWith("socket-level-too-low");
  }

  @Test
  void ruled_out_by_level_admin_and_silent_without_an_answer() {
    assertRuledOut(
        new SocketLevelTooLow(), Incident.of(server("app/w1")).upkeep(level(CliLevel.ADMIN)));
    assertSilent(new SocketLevelTooLow(), Incident.of(server("app/w1")));
  }
}
