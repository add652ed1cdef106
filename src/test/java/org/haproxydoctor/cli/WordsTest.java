package org.haproxydoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.haproxydoctor.observe.StateWord;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class WordsTest {
  private final Words<StateWord> words = new Words<>(StateWord.class);

  @Test
  void words_are_read_as_they_are_written() {
    for (StateWord word : StateWord.values()) {
      assertThat(words.convert(word.toString())).isEqualTo(word);
    }
    assertThat(words.convert("No-Check")).isEqualTo(StateWord.NO_CHECK);
  }

  @Test
  void another_word_is_refused_with_those_there_are() {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> words.convert("dead"))
        .withMessageContaining("'dead' is none of down, nolb, maint");
  }
}
