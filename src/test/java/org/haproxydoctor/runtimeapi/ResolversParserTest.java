package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.haproxydoctor.model.NameserverCounters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ResolversParserTest {
  static final List<String> VERSIONS = Captures.VERSIONS;

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void a_silent_nameserver_has_questions_and_no_answers(String version) {
    List<NameserverCounters> all =
        ResolversParser.parse(Captures.read(version, "show-resolvers.txt"));
    assertThat(all).contains(new NameserverCounters("dns", "a", 4, 0, 0));
  }

  @Test
  void answers_of_every_kind_are_added_and_unknown_counters_passed_over() {
    List<NameserverCounters> all =
        ResolversParser.parse(
            """
            Resolvers section lan
             nameserver ns:1:
              sent:        10
              snd_error:   2
              valid:       3
              update:      1
              nx:          4
              timeout:     9
              newest:      7
             nameserver ns2:
              sent:        nonsense
            """);
    assertThat(all)
        .containsExactly(
            new NameserverCounters("lan", "ns:1", 10, 2, 7),
            new NameserverCounters("lan", "ns2", 0, 0, 0));
  }

  @Test
  void nothing_comes_of_nothing() {
    assertThat(ResolversParser.parse("\n")).isEmpty();
    assertThat(ResolversParser.parse("No resolvers found.\n")).isEmpty();
  }
}
