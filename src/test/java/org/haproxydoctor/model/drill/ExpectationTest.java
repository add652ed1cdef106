package org.haproxydoctor.model.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  private static final Expectation REFUSED =
      new Expectation(
          "CRITICAL",
          Optional.of("connection-refused"),
          List.of("app/w1"),
          List.of("no-usable-servers"),
          List.of("connection-timeout"),
          List.of(Witness.HAPROXY, Witness.PROBE, Witness.CONFIGURATION));

  private static final Diagnosed.Found FIRST =
      found("connection-refused", "critical", List.of("show stat", "probe", "haproxy.cfg:42"));
  private static final Diagnosed.Found SECOND =
      found("no-usable-servers", "critical", List.of("show stat"));

  @Test
  void nothing_is_missed_when_the_true_cause_comes_first_with_its_witnesses() {
    assertThat(REFUSED.missedBy(new Diagnosed("CRITICAL", List.of(FIRST, SECOND)))).isEmpty();
  }

  @Test
  void the_order_of_the_findings_counts() {
    assertThat(REFUSED.missedBy(new Diagnosed("CRITICAL", List.of(SECOND, FIRST))))
        .containsExactly("no-usable-servers came first instead of connection-refused");
  }

  @Test
  void an_empty_diagnosis_misses_everything() {
    assertThat(REFUSED.missedBy(new Diagnosed("OK", List.of())))
        .containsExactly(
            "the status is OK instead of CRITICAL",
            "nothing was found instead of connection-refused",
            "no-usable-servers was not found");
  }

  @Test
  void other_subjects_and_absent_witnesses_are_missed() {
    Diagnosed.Found vague =
        new Diagnosed.Found(
            "connection-refused", "critical", List.of("app/w2"), List.of("show stat", "log"));
    assertThat(REFUSED.missedBy(new Diagnosed("CRITICAL", List.of(vague, SECOND))))
        .containsExactly(
            "connection-refused was found on [app/w2] instead of [app/w1]",
            "connection-refused has no evidence from probe",
            "connection-refused has no evidence from configuration");
  }

  @Test
  void a_look_alike_is_wrong_even_as_a_remark() {
    Diagnosed.Found remark = found("connection-timeout", "info", List.of("probe"));
    assertThat(REFUSED.missedBy(new Diagnosed("CRITICAL", List.of(FIRST, SECOND, remark))))
        .containsExactly("the look-alike connection-timeout was found");
  }

  @Test
  void an_alarm_that_is_not_true_is_wrong() {
    Diagnosed.Found alarm = found("weight-zero", "warning", List.of("show stat"));
    assertThat(REFUSED.missedBy(new Diagnosed("CRITICAL", List.of(FIRST, SECOND, alarm))))
        .containsExactly("weight-zero was found without being there");
  }

  @Test
  void a_healthy_system_may_be_remarked_upon_but_not_alarmed_about() {
    Diagnosed.Found remark = found("maintenance-by-operator", "info", List.of("show stat"));
    Diagnosed.Found alarm = found("maintenance-by-operator", "warning", List.of("show stat"));
    assertThat(Expectation.healthy().missedBy(new Diagnosed("OK", List.of(remark)))).isEmpty();
    assertThat(Expectation.healthy().missedBy(new Diagnosed("OK", List.of(alarm))))
        .containsExactly("maintenance-by-operator was found without being there");
  }

  private static Diagnosed.Found found(String cause, String severity, List<String> sources) {
    return new Diagnosed.Found(cause, severity, List.of("app/w1"), sources);
  }
}
