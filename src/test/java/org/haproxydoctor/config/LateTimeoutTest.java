package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.haproxydoctor.model.HaproxyVersion;
import org.junit.jupiter.api.Test;

class LateTimeoutTest {
  @Test
  void versions_before_the_fix_of_their_branch_are_late() {
    assertThat(late("2.2.9-2+deb11u7")).isTrue();
    assertThat(late("2.6.12")).isTrue();
    assertThat(late("3.0.11")).isTrue();
    assertThat(late("3.0.12")).isFalse();
    assertThat(late("2.8.16")).isFalse();
    assertThat(late("3.2.26")).isFalse();
    assertThat(late("3.4.7")).isFalse();
  }

  @Test
  void it_is_said_where_it_can_matter() {
    String text =
        """
        backend b
          option httpchk
          timeout connect 5s
          timeout check 1s
          server s 127.0.0.1:80 check inter 10s
        """;
    assertThat(ConfigText.notes(ConfigText.check(text, "2.6.12")))
        .containsExactly("4: " + LateTimeout.NOTE);
    assertThat(ConfigText.check(text, "3.2.26").notes()).isEmpty();
    assertThat(ConfigText.check(text.replace("connect 5s", "connect 1s"), "2.6.12").notes())
        .isEmpty();
  }

  private static boolean late(String version) {
    return LateTimeout.has(HaproxyVersion.parse(version).orElseThrow());
  }
}
