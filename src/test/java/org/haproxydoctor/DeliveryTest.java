package org.haproxydoctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of results that cannot be written.
class DeliveryTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String trouble, String... args) {
    return Main.run(args, Map.of(), java.io.InputStream.nullInputStream(), failing(trouble), err);
  }

  private static OutputStream failing(String trouble) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(trouble);
      }
    };
  }

  @Test
  void a_result_lost_on_a_full_disk_is_not_ok() {
    assertThat(run("No space left on device", "--version")).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("the result could not be written: No space left on device.");
  }

  @Test
  void a_lost_result_leaves_a_worse_status_as_it_is() {
    assertThat(run("Bad file descriptor", "--output", "json", "nosuch")).isEqualTo(64);
  }

  @Test
  void a_reader_who_has_seen_enough_is_no_trouble() {
    assertThat(run("Broken pipe", "--version")).isZero();
    assertThat(err.size()).isZero();
  }
}
