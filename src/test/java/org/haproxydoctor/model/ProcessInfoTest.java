package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessInfoTest {
  private static ProcessInfo telling(Map<String, String> fields) {
    return new ProcessInfo("2.6.12", OptionalLong.of(1), Optional.empty(), false, fields);
  }

  @Test
  void numbers_are_found_by_the_name_of_their_line() {
    ProcessInfo info = telling(Map.of("CurrConns", "12", "Maxconn", "200", "Ulimit-n", "4031"));
    assertThat(info.connections()).hasValue(12);
    assertThat(info.maxConnections()).hasValue(200);
    assertThat(info.number("Ulimit-n")).hasValue(4031);
  }

  @Test
  void what_is_missing_or_no_natural_number_is_no_number() {
    ProcessInfo info =
        telling(Map.of("Maxconn", "", "CurrConns", "-1", "Maxsock", "many", "X", "9".repeat(30)));
    assertThat(info.maxConnections()).isEmpty();
    assertThat(info.connections()).isEmpty();
    assertThat(info.number("Maxsock")).isEmpty();
    assertThat(info.number("X")).isEmpty();
    assertThat(info.number("Idle_pct")).isEmpty();
  }
}
