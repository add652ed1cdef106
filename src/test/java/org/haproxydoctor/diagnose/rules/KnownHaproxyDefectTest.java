package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.clues;

import java.time.Duration;
import java.util.List;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Releases;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.observe.Defect;
import org.haproxydoctor.observe.Defect.Kind;
import org.haproxydoctor.observe.Defect.Sign;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Upkeep;
import org.junit.jupiter.api.Test;

class KnownHaproxyDefectTest {
  private static final Defect LENGTH =
      new Defect(
          "length",
          Releases.parse("2.6.0-9"),
          List.of(
              new Sign(Kind.EXCHANGE, "http"),
              new Sign(Kind.CHECK_STATUS, "L7STS L7RSP"),
              new Sign(Kind.CHECK_CODE, "400 411")),
          "this release sends a length",
          "issue 2026");

  private static final Defect LATE =
      new Defect(
          "late",
          Releases.parse("2.6.0-9"),
          List.of(new Sign(Kind.CHECK_OVERRUN, "")),
          "this release lets a check run on",
          "issue 2027");

  private static Incident with(String version, CheckStatus word, int code) {
    return with(version, server("app/w1").down().check(word, code));
  }

  private static Incident with(String version, ServerScene server) {
    return Incident.of(server)
        .info("Version", version)
        .upkeep(
            new Upkeep(
                Observed.unseen("not asked"),
                Observed.unseen("not asked"),
                List.of(),
                List.of(LENGTH, LATE)));
  }

  @Test
  void added_behind_every_other_cause_when_release_and_symptoms_fit() {
    Incident incident = with("2.6.4", CheckStatus.L7STS, 400);

    assertThat(causes(incident)).hasSizeGreaterThan(1).endsWith("known-haproxy-defect");
    assertThat(clues(new KnownHaproxyDefect(), incident).getFirst().evidence())
        .anyMatch(e -> e.value().equals("issue 2026"));
  }

  @Test
  void ruled_out_by_another_release_or_without_every_symptom() {
    assertRuledOut(new KnownHaproxyDefect(), with("2.6.12", CheckStatus.L7STS, 400));
    assertRuledOut(new KnownHaproxyDefect(), with("2.6.4", CheckStatus.L7STS, 404));
    assertRuledOut(new KnownHaproxyDefect(), with("2.6.4", CheckStatus.L4CON, 400));
  }

  @Test
  void the_log_tells_how_long_a_check_ran_where_the_next_one_hides_it() {
    ServerScene hung =
        server("app/w1")
            .down()
            .check(CheckStatus.L7TOUT, 0)
            .answersWithin(Duration.ofMillis(300))
            .fails(timeout(Stage.FIRST_BYTE));
    KnownHaproxyDefect rule = new KnownHaproxyDefect();

    assertThat(clues(rule, with("2.6.4", hung).loggedCheck("app/w1", Duration.ofSeconds(30))))
        .anyMatch(c -> c.says().contains("run on"));
    assertRuledOut(rule, with("2.6.4", hung).loggedCheck("app/w1", Duration.ofMillis(10)));
  }

  @Test
  void ruled_out_where_one_change_explains_the_failure() {
    ServerScene explained =
        server("app/w1")
            .down()
            .check(CheckStatus.L7STS, 400)
            .fails(answered(400))
            .passesIf(Variation.Kind.WITH_HOST, "www", answered(200));
    assertRuledOut(new KnownHaproxyDefect(), with("2.6.4", explained));
  }

  @Test
  void never_alone() {
    Incident incident =
        Incident.of(server("app/w1").check(CheckStatus.CHECKED, 400))
            .info("Version", "2.6.4")
            .upkeep(
                new Upkeep(
                    Observed.unseen("not asked"),
                    Observed.unseen("not asked"),
                    List.of(),
                    List.of(
                        new Defect(
                            "any", Releases.parse("2.6"), List.of(), "something", "nowhere"))));
    assertThat(causes(incident)).doesNotContain("known-haproxy-defect");
  }
}
