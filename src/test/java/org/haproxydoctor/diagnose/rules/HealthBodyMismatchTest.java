package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L7RSP;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.junit.jupiter.api.Test;

class HealthBodyMismatchTest {

  private static final String WORDS = "HTTP content check did not match";

  private static ServerScene wants(String text) {
    return server("app/w1").expects(Expectation.Kind.STRING, text).down().check(L7RSP, WORDS);
  }

  @Test
  void found_and_shows_what_came_instead() {
    Incident incident =
        Incident.of(wants("ready").fails(answered(200, "<html>\n  Hello " + "x".repeat(200))));
    assertThat(causes(incident)).containsExactly("health-body-mismatch");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.summary()).contains("string ready");
    assertThat(finding.clues().getFirst().facts().get("answer.body"))
        .startsWith("<html> Hello x")
        .endsWith("…")
        .hasSizeLessThan(100);
  }

  @Test
  void found_by_haproxys_word_alone() {
    Incident incident = Incident.of(wants("ready"));
    assertThat(causes(incident)).containsExactly("health-body-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void in_doubt_when_the_content_is_right_by_now() {
    Incident incident = Incident.of(wants("ready").passes(answered(200, "ready")));
    assertThat(causes(incident)).containsExactly("health-body-mismatch");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_an_error_page_misses_the_content() {
    Incident incident = Incident.of(wants("ready").fails(answered(503, "Sorry")));
    assertThat(causes(incident)).containsExactly("application-unhealthy");
    assertRuledOut(new HealthBodyMismatch(), incident);
  }

  @Test
  void silent_on_healthy_servers() {
    assertSilent(
        new HealthBodyMismatch(),
        Incident.of(server("app/w1").expects(Expectation.Kind.STRING, "ready")));
  }
}
