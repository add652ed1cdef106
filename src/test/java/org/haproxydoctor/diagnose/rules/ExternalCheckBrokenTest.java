package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.PROCERR;
import static org.haproxydoctor.model.CheckStatus.PROCOK;
import static org.haproxydoctor.model.CheckStatus.PROCTOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.junit.jupiter.api.Test;

class ExternalCheckBrokenTest {
  private static ServerScene script() {
    return server("app/w1").checkedBy("external-check");
  }

  @Test
  void found_when_the_script_cannot_run_or_does_not_end() {
    for (ServerScene server :
        List.of(
            script().check(PROCERR, 255),
            script().check(PROCERR, 127),
            script().check(PROCERR, 126),
            script().check(PROCTOUT),
            script().check(SOCKERR, "Resource temporarily unavailable"))) {
      Incident incident = Incident.of(server.down());
      assertThat(causes(incident)).containsExactly("external-check-broken");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
    }
  }

  @Test
  void found_by_haproxys_word_where_the_configuration_is_not_known() {
    Incident incident = Incident.of(server("app/w1").unconfigured().down().check(PROCERR, 255));
    assertThat(first(incident).cause().id()).isEqualTo("external-check-broken");
  }

  @Test
  void ruled_out_when_the_script_runs_and_says_no() {
    Incident incident = Incident.of(script().down().check(PROCERR, 1));
    assertRuledOut(new ExternalCheckBroken(), incident);
    assertThat(causes(incident)).containsExactly("application-unhealthy");
    assertThat(first(incident).summary()).contains("exits with 1");
  }

  @Test
  void ruled_out_when_the_server_refuses_connections() {
    Incident incident = Incident.of(script().down().check(PROCERR, 1).fails(refused()));
    assertThat(causes(incident)).containsExactly("connection-refused");
  }

  @Test
  void cannot_tell_while_the_code_is_forgotten() {
    Incident incident = Incident.of(script().down().checkedAgainAfter(PROCERR));
    assertThat(diagnosis(incident).ruledOut()).doesNotContain("external-check-broken");
  }

  @Test
  void other_checks_are_not_concerned() {
    assertSilent(new ExternalCheckBroken(), Incident.of(server("app/w1").down().check(L7STS, 500)));
  }

  @Test
  void silent_when_all_is_well() {
    assertSilent(new ExternalCheckBroken(), Incident.of(script().check(PROCOK)));
  }
}
