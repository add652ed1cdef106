package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.header;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7OK;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class HealthRedirectedTest {

  private static ServerScene redirected() {
    return server("app/w1")
        .expects(Expectation.Kind.STATUS, "200")
        .down()
        .check(L7STS, 302)
        .fails(answered(302, header("Location", "/login")));
  }

  @Test
  void found_and_says_where_to() {
    Incident incident = Incident.of(redirected());
    assertThat(causes(incident)).containsExactly("health-redirected");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.summary()).contains("302").contains("/login");
    assertThat(finding.clues().getFirst().facts()).containsEntry("answer.location", "/login");
  }

  @Test
  void a_redirect_to_the_canonical_name_is_still_a_redirect() {
    Incident incident =
        Incident.of(redirected().passesIf(Kind.WITH_HOST, "www.example.com", answered(200)));
    assertThat(causes(incident)).containsExactly("health-redirected");
    assertThat(first(incident).clues().getFirst().facts()).doesNotContainKey("answer.path");
  }

  @Test
  void a_path_that_does_not_redirect_is_offered() {
    Incident incident = Incident.of(redirected().passesIf(Kind.OTHER_PATH, "/up", answered(200)));
    assertThat(first(incident).clues().getFirst().facts()).containsEntry("answer.path", "/up");
  }

  @Test
  void likely_by_haproxys_word_alone() {
    Incident incident = Incident.of(server("app/w1").down().check(L7STS, 301));
    assertThat(causes(incident)).containsExactly("health-redirected");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void ruled_out_when_the_answer_is_a_refusal() {
    assertRuledOut(
        new HealthRedirected(),
        Incident.of(server("app/w1").down().check(L7STS, 401).fails(answered(401))));
  }

  @Test
  void silent_where_redirects_are_accepted() {
    assertSilent(
        new HealthRedirected(),
        Incident.of(server("app/w1").check(L7OK, 302).passes(answered(302))));
  }
}
