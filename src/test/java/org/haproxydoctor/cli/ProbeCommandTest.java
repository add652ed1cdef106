package org.haproxydoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.haproxydoctor.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `probe` refuses before it asks anybody.
class ProbeCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(args, Map.of(), java.io.InputStream.nullInputStream(), out, err);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"--http, ''", "--http, /a b", "--method, GE T", "--method, ''", "--host, a b"})
  void what_would_make_another_request_of_it_is_a_usage_error(String option, String value) {
    assertThat(run("probe", "127.0.0.1:1", option + "=" + value)).isEqualTo(64);
  }

  @Test
  void a_line_end_in_the_path_is_a_usage_error_and_not_shown_as_one() {
    assertThat(run("probe", "--http", "/\r\nX: y", "127.0.0.1:1")).isEqualTo(64);
    assertThat(err()).contains("--http takes one word").doesNotContain("\r");
  }

  @Test
  void two_kinds_at_once_are_a_usage_error() {
    assertThat(run("probe", "--tcp", "--http", "/", "127.0.0.1:1")).isEqualTo(64);
    assertThat(err()).startsWith("haproxy-doctor: --tcp");
  }
}
