package org.haproxydoctor.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.haproxydoctor.causes.CauseEntry.LookAlike;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryReaderTest {
  private static final String GOOD =
      """
      # some-cause
      The server is
      asleep. It does not dream.

      ## What gives it away
      - HAProxy: `L4TOUT`,
        with `timeout`
      - it snores

      ## Look-alikes
      - `other-cause`: it is dead
      - A holiday: nobody is there.

      ## Way out
      - Wake it.
      """;

  @Test
  void reads_every_part() {
    CauseEntry entry = EntryReader.read("some-cause", GOOD);

    assertThat(entry.id()).isEqualTo("some-cause");
    assertThat(entry.mechanism()).isEqualTo("The server is asleep. It does not dream.");
    assertThat(entry.inShort()).isEqualTo("The server is asleep.");
    assertThat(entry.signs()).containsExactly("HAProxy: `L4TOUT`, with `timeout`", "it snores");
    assertThat(entry.lookAlikes())
        .containsExactly(
            new LookAlike(Optional.of("other-cause"), "it is dead"),
            new LookAlike(Optional.empty(), "A holiday: nobody is there."));
    assertThat(entry.waysOut()).containsExactly("Wake it.");
  }

  @ParameterizedTest
  @CsvSource({
    "# some-cause, # another-cause, does not begin with",
    "## Way out, ## The way out, has the sections",
    "- Wake it., '', has nothing in 'Way out'",
    "- Wake it., Wake it., belongs to no bullet",
    "'The server is\nasleep. It does not dream.', '', does not say what happens"
  })
  void says_what_is_not_as_it_should_be(String part, String broken, String says) {
    assertThatThrownBy(() -> EntryReader.read("some-cause", GOOD.replace(part, broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("some-cause")
        .hasMessageContaining(says);
  }
}
