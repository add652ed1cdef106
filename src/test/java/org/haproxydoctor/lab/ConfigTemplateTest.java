package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.haproxydoctor.model.CannotLookException;
import org.junit.jupiter.api.Test;

class ConfigTemplateTest {
  @Test
  void names_are_replaced_and_dollars_elsewhere_are_kept() {
    assertThat(
            ConfigTemplate.fill(
                "haproxy.cfg",
                "server w1 ${w1} port ${w1.port} # $HOME",
                Map.of("w1", "a$1\\b", "w1.port", "80")))
        .isEqualTo("server w1 a$1\\b port 80 # $HOME");
  }

  @Test
  void an_unknown_name_is_an_error_that_lists_the_known_ones() {
    assertThatThrownBy(
            () -> ConfigTemplate.fill("haproxy.cfg", "bind ${front}", Map.of("frontend", "x")))
        .isInstanceOfSatisfying(
            CannotLookException.class,
            e -> {
              assertThat(e.what()).isEqualTo("haproxy.cfg: ${front} stands for nothing");
              assertThat(e.hint()).isEqualTo("known are frontend");
            });
  }
}
