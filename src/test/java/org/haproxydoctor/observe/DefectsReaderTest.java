package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.observe.Defect.Kind;
import org.haproxydoctor.observe.Defect.Sign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefectsReaderTest {
  private static final String ONE =
      """
      # a comment
      defect: some-fault
      releases: 2.6.0-9
      sign: check-status L7STS L7RSP
      sign: tls
      says: it does not work
      reference: issue 1
      """;

  @Test
  void the_list_that_came_with_the_program_is_well_formed() {
    assertThat(DefectsReader.read())
        .hasSizeGreaterThan(3)
        .allSatisfy(d -> {
          assertThat(d.reference()).isNotBlank();
          assertThat(d.says()).doesNotEndWith(".");
        })
        .doesNotHaveDuplicates();
  }

  @Test
  void a_fault_is_read_whole() {
    Defect defect = DefectsReader.read(ONE).getFirst();

    assertThat(defect.id()).isEqualTo("some-fault");
    assertThat(defect.releases().have(HaproxyVersion.parse("2.6.9").orElseThrow())).isTrue();
    assertThat(defect.signs())
        .containsExactly(new Sign(Kind.CHECK_STATUS, "L7STS L7RSP"), new Sign(Kind.TLS, ""));
    assertThat(defect.says()).isEqualTo("it does not work");
  }

  @ParameterizedTest
  @CsvSource({
    "sign: tls, sign: moon, unknown sign 'moon'",
    "releases: 2.6.0-9, releases: some, 'some' names no releases",
    "says: it does not work, '', 'says' is missing",
    "says:, sais:, 'says' is missing",
    "reference: issue 1, nonsense, is not key: value"
  })
  void what_is_wrong_is_named(String right, String wrong, String says) {
    assertThatThrownBy(() -> DefectsReader.read(ONE.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }
}
