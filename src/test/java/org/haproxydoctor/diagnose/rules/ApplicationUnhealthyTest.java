package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.header;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class ApplicationUnhealthyTest {

  private static ServerScene sick() {
    return server("app/w1")
        .down()
        .check(L7STS, 503, "Service Unavailable")
        .fails(answered(503, header("Server", "nginx")));
  }

  @Test
  void found_when_the_endpoint_answers_an_error_to_both() {
    Incident incident = Incident.of(sick().passesIf(Kind.OTHER_PATH, "/", answered(200)));
    assertThat(causes(incident)).containsExactly("application-unhealthy");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.evidence())
        .anyMatch(e -> e.field().equals("Server header") && e.value().equals("nginx"));
  }

  @Test
  void in_doubt_when_haproxy_says_something_else() {
    Incident incident =
        Incident.of(
            server("app/w1").down().check(L4CON, "Connection refused").fails(answered(503)));
    assertThat(causes(incident)).containsExactly("application-unhealthy");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_only_the_method_is_refused() {
    Incident incident =
        Incident.of(
            server("app/w1").asks("OPTIONS", "/").down().check(L7STS, 501).fails(answered(501)));
    assertThat(causes(incident)).containsExactly("health-method-rejected");
    assertRuledOut(new ApplicationUnhealthy(), incident);
  }

  @Test
  void silent_where_an_error_is_what_the_check_wants() {
    assertSilent(
        new ApplicationUnhealthy(),
        Incident.of(server("app/w1").check(L7OK, 503).passes(answered(503))));
  }
}
