package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import java.util.List;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class HealthAuthRequiredTest {

  @Test
  void found_when_the_endpoint_wants_credentials_or_forbids_itself() {
    for (int status : List.of(401, 403)) {
      Incident incident =
          Incident.of(server("app/w1").down().check(L7STS, status).fails(answered(status)));
      assertThat(causes(incident)).containsExactly("health-auth-required");
      assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    }
  }

  @Test
  void ruled_out_when_a_default_site_forbids_itself() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L7STS, 403)
                .fails(answered(403))
                .passesIf(Kind.WITH_HOST, "www.example.com", answered(200)));
    assertThat(causes(incident)).containsExactly("health-host-required");
    assertRuledOut(new HealthAuthRequired(), incident);
  }

  @Test
  void likely_by_haproxys_word_alone() {
    Incident incident = Incident.of(server("app/w1").down().check(L7STS, 401));
    assertThat(causes(incident)).containsExactly("health-auth-required");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void silent_where_401_is_wanted() {
    assertSilent(
        new HealthAuthRequired(),
        Incident.of(server("app/w1").expects(Expectation.Kind.STATUS, "401").check(L7OK, 401)));
  }
}
