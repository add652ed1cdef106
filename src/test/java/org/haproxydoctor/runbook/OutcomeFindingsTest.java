package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Diagnoser;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.observe.Target;
import org.junit.jupiter.api.Test;

/// Causes that a team's own runbook names beside those of the rules.
class OutcomeFindingsTest {
  private static final Diagnosis HEALTHY = diagnosis(Incident.of(server("app/w1")));
  private static final Diagnosis REFUSED =
      diagnosis(
          Incident.of(
              server("app/w1")
                  .down()
                  .check(CheckStatus.L4CON, "Connection refused")
                  .fails(refused())));
  private static final Target APP = new Target(List.of("app"));

  private static Diagnosis diagnosis(Incident incident) {
    return new Diagnoser(Catalog.rules()).diagnose(incident.seen());
  }

  private static StepResult step(String id, String says, Level level, String cause) {
    Condition any = new Condition.Words(Condition.Quantifier.ANY, "refused");
    return new StepResult(
        "shop",
        id,
        "Step " + id,
        StepResult.Word.PROBLEM,
        says,
        java.time.Duration.ZERO,
        Optional.of(new Outcome(any, Optional.of(says), Optional.of(level), Optional.of(cause))));
  }

  private static Diagnosis merge(Diagnosis rules, Target target, StepResult... steps) {
    return OutcomeFindings.merge(rules, List.of(steps), target);
  }

  private static List<String> causes(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(f -> f.cause().id()).toList();
  }

  @Test
  void an_own_cause_becomes_a_finding_with_its_evidence() {
    Diagnosis merged =
        merge(HEALTHY, APP, step("D2", "the till is open", Level.CRITICAL, "till-open"));

    assertThat(merged.status()).isEqualTo(Status.CRITICAL);
    Finding finding = merged.findings().getFirst();
    assertThat(finding.cause().id()).isEqualTo("till-open");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.summary()).isEqualTo("the till is open");
    assertThat(finding.subjects()).containsExactly("app");
    assertThat(finding.evidence().getFirst().source()).isEqualTo("runbook shop D2");
  }

  @Test
  void status_rises_and_never_falls() {
    assertThat(merge(HEALTHY, APP, step("D1", "x", Level.WARNING, "a")).status())
        .isEqualTo(Status.WARNING);
    assertThat(merge(HEALTHY, APP, step("D1", "x", Level.INFO, "a")).status()).isEqualTo(Status.OK);
    assertThat(merge(REFUSED, APP, step("D1", "x", Level.WARNING, "a")).status())
        .isEqualTo(Status.CRITICAL);
    Diagnosis unknown = diagnosis(Incident.unreachable(SocketTrouble.Kind.HUNG, "/run/h.sock"));
    assertThat(merge(unknown, APP, step("D1", "x", Level.CRITICAL, "a")).status())
        .isEqualTo(Status.UNKNOWN);
  }

  @Test
  void an_outcome_that_is_ok_finds_nothing() {
    assertThat(merge(HEALTHY, APP, step("D1", "fine", Level.OK, "a"))).isEqualTo(HEALTHY);
  }

  @Test
  void it_comes_after_the_rules_findings_of_the_same_severity() {
    Diagnosis merged =
        merge(
            REFUSED,
            APP,
            step("D1", "x", Level.WARNING, "small"),
            step("D2", "y", Level.CRITICAL, "big"));

    assertThat(causes(merged)).startsWith("connection-refused").endsWith("big", "small");
  }

  @Test
  void what_the_rules_found_is_not_doubled() {
    assertThat(merge(REFUSED, APP, step("D1", "x", Level.CRITICAL, "connection-refused")))
        .isEqualTo(REFUSED);
  }

  @Test
  void two_steps_with_one_cause_make_one_finding_of_the_worse_severity() {
    Diagnosis merged =
        merge(
            HEALTHY,
            APP,
            step("D1", "half", Level.WARNING, "till-open"),
            step("D2", "all", Level.CRITICAL, "till-open"));

    assertThat(causes(merged)).containsExactly("till-open");
    Finding finding = merged.findings().getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.summary()).isEqualTo("half");
    assertThat(finding.subjects()).containsExactly("app");
    assertThat(finding.evidence()).hasSize(2);
    assertThat(merged.status()).isEqualTo(Status.CRITICAL);
  }

  @Test
  void every_name_asked_about_is_a_subject_with_values_for_the_way_out() {
    Target both = new Target(List.of("app/w1", "web"));
    Finding finding =
        merge(HEALTHY, both, step("D1", "x", Level.WARNING, "a")).findings().getFirst();

    assertThat(finding.subjects()).containsExactly("app/w1", "web");
    assertThat(finding.clues().get(0).facts())
        .isEqualTo(Map.of("backend", "app", "server", "w1", "target", "app/w1"));
    assertThat(finding.clues().get(1).facts()).isEqualTo(Map.of("backend", "web"));
  }

  @Test
  void without_a_target_the_process_is_the_subject() {
    Diagnosis merged = merge(HEALTHY, Target.everything(), step("D1", "x", Level.WARNING, "a"));
    assertThat(merged.findings().getFirst().subjects()).containsExactly("process");
  }
}
