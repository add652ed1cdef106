package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The first outcome that holds wins; nothing seen is unknown.
class OutcomesTest {
  private static final String HEAD =
      "---\nhaproxy-doctor: 1\n---\n## Diagnosis\n### D1. a\n```yaml\ndoctor: ";

  private static Optional<String> decide(
      String block, Map<String, Integer> words, Map<String, Double> numbers) {
    String text = HEAD + block + "\n```\n## Mitigation\n- b\n";
    Runbook runbook = new RunbookParser(java.util.Set.of()).parse("x.md", text);
    assertThat(runbook.problems()).isEmpty();
    Sight sight = new Sight(words, numbers, "", StepResult.Word.OK);
    return Outcomes.decide(runbook.steps().getFirst().outcomes(), sight).flatMap(Outcome::say);
  }

  private static final String TCP =
      """
      tcp
      outcomes:
        - {when: all refused, say: all}
        - {when: any refused, say: some}
        - {when: none connected, say: none}
        - {when: time >= 1s, say: slow}\
      """;

  @Test
  void the_first_that_holds_wins() {
    assertThat(decide(TCP, Map.of("refused", 2), Map.of())).hasValue("all");
    assertThat(decide(TCP, Map.of("refused", 1, "connected", 1), Map.of())).hasValue("some");
    assertThat(decide(TCP, Map.of("timeout", 1), Map.of())).hasValue("none");
    assertThat(decide(TCP, Map.of("connected", 1), Map.of("time", 1000.0))).hasValue("slow");
  }

  @Test
  void no_match_and_no_subject_are_unknown() {
    assertThat(decide(TCP, Map.of("connected", 1), Map.of("time", 999.0))).isEmpty();
    assertThat(decide(TCP, Map.of(), Map.of())).isEmpty();
  }

  @Test
  void a_status_class_matches_its_statuses() {
    String http =
        "http\noutcomes:\n  - {when: all 404, say: gone}\n  - {when: any 4xx, say: client}";

    assertThat(decide(http, Map.of("404", 2), Map.of())).hasValue("gone");
    assertThat(decide(http, Map.of("404", 1, "403", 1), Map.of())).hasValue("client");
    assertThat(decide(http, Map.of("200", 1), Map.of())).isEmpty();
  }

  @Test
  void patterns_of_a_log_step_are_words_and_numbers() {
    String log =
        """
        log
        patterns: {oom: Out of memory}
        outcomes:
          - {when: oom > 3, say: many}
          - {when: any oom, say: some}\
        """;

    assertThat(decide(log, Map.of("oom", 5), Map.of("oom", 5.0))).hasValue("many");
    assertThat(decide(log, Map.of("oom", 1), Map.of("oom", 1.0))).hasValue("some");
  }
}
