package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignRegexTest {
  @Test
  void posix_classes_mean_what_they_mean_to_pcre() {
    assertThat(ForeignRegex.matches("^[[:alpha:]]+$", "ok")).contains(true);
    assertThat(ForeignRegex.matches("^[[:digit:].]+$", "2.6")).contains(true);
    assertThat(ForeignRegex.matches("[[:digit:]]", "digit")).contains(false);
    assertThat(ForeignRegex.matches("^[[:^space:]]+$", "a b")).contains(false);
    assertThat(ForeignRegex.matches("^[[:xdigit:]]{4}$", "c0fE")).contains(true);
  }
}
