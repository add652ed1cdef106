package org.haproxydoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  @ParameterizedTest
  @CsvSource({
    "c, CONTINUE, ''",
    "' S ', SKIP, ''",
    "hand, HAND, ''",
    "e, EXPLAIN, ''",
    "j  M2, JUMP, M2",
    "n called  the team, NOTE, called  the team",
    "QUIT, QUIT, ''"
  })
  void keys_are_letters_or_words(String line, Reply.Key key, String rest) {
    assertThat(Reply.of(line)).contains(new Reply(key, rest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "y", "yes", "continu", "1"})
  void nothing_else_is_a_key(String line) {
    assertThat(Reply.of(line)).isEmpty();
  }

  @Test
  void the_keys_fit_on_a_line_of_a_terminal() {
    assertThat(Reply.KEYS.length()).isLessThan(80);
  }
}
