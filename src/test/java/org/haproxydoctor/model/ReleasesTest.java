package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasesTest {
  private static final Releases SOME = Releases.parse("2.2.0-29, 2.3, 2.9.1-14, 2.0.6, 3.3.2+");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.2.0",
        "2.2.9-2+deb11u6",
        "2.2.29",
        "2.3.0",
        "2.3.99",
        "2.9.1",
        "2.9.14",
        "2.0.6",
        "3.3.2",
        "3.4.0",
        "4.0.1"
      })
  void have_these(String version) {
    assertThat(SOME.have(HaproxyVersion.parse(version).orElseThrow())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2.2.30", "2.4.0", "2.9.0", "2.9.15", "2.0.5", "2.0.7", "3.3.1", "3.5-dev5"})
  void have_not_those(String version) {
    assertThat(SOME.have(HaproxyVersion.parse(version).orElseThrow())).isFalse();
  }

  @Test
  void what_names_no_releases_is_told() {
    assertThatThrownBy(() -> Releases.parse("2.2, all of them"))
        .hasMessageContaining("'all of them' names no releases");
  }
}
