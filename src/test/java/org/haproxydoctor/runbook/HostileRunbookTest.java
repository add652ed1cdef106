package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Text that nobody meant as a runbook: never an exception, never for long.
class HostileRunbookTest {
  private static final String HEAD = "---\nhaproxy-doctor: 1\n---\n## Diagnosis\n### D1. a\n";

  static Stream<String> texts() {
    return Stream.of(
        "> ".repeat(20_000) + "x",
        "*a **b ".repeat(20_000),
        "[".repeat(50_000),
        "## Diagnosis\n" + "- ".repeat(5_000) + "x",
        "## Diagnosis\n" + "- a\n".repeat(250_000),
        HEAD + "### D2. b\n```yaml\ndoctor: stat\nneeds: D9\n```\n".repeat(15_000),
        "<details>\n\n".repeat(50_000),
        "{{%".repeat(100_000),
        "[a](http://b) ".repeat(50_000),
        HEAD + "```yaml\ndoctor: " + "[".repeat(90_000) + "\n```\n",
        HEAD + "```yaml\ndoctor: note\nx:\n" + "- ".repeat(40_000) + "\n```\n",
        HEAD + "```yaml\ndoctor: note\na: &a [*a, *a]\nfor: *a\n```\n",
        HEAD + "```yaml\n? {a: b}\n: c\ndoctor: {x: y}\n```\n",
        HEAD + "```yaml\ndoctor: tcp\noutcomes: {when: 1}\nneeds: {a: b}\n```\n",
        HEAD + "```yaml\ndoctor:\n```\n",
        "---\n" + "a: b\n".repeat(50_000),
        "---\n---\n",
        "---\n[]\n---\n",
        "\0\u0007\u001b[2J\n# \u202e\n");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void is_read_without_failing(String text) {
    Runbook runbook =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> new RunbookParser(Set.of("a")).parse("x.md", text));

    assertThat(runbook.problems()).isNotEmpty();
  }

  @Property(tries = 500)
  void any_text_can_be_read(@ForAll String text) {
    assertThat(new RunbookParser(Set.of("a")).parse("x.md", HEAD + text).steps()).isNotEmpty();
    assertThat(new RunbookParser(Set.of("a")).parse("x.md", text).source()).isEqualTo("x.md");
  }
}
