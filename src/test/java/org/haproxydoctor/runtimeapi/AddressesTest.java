package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.haproxydoctor.model.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(strings = {"/run/h.sock", "unix:/run/h.sock", "unix@/run/h.sock"})
  void a_path_in_its_forms(String text) throws Exception {
    assertThat(RuntimeAddress.parse(text)).isEqualTo(new RuntimeAddress.Unix(text, "/run/h.sock"));
  }

  @Test
  void host_and_port() throws Exception {
    assertThat(RuntimeAddress.parse("lb1:9999"))
        .isEqualTo(new RuntimeAddress.Tcp("lb1:9999", new Endpoint("lb1", 9999)));
    assertThat(RuntimeAddress.parse("[::1]:9999"))
        .isEqualTo(new RuntimeAddress.Tcp("[::1]:9999", new Endpoint("::1", 9999)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipv4@", "tcp@", "tcp4@"})
  void host_and_port_as_a_stats_socket_line_has_them(String family) throws Exception {
    assertThat(RuntimeAddress.parse(family + "127.0.0.1:9999"))
        .isEqualTo(
            new RuntimeAddress.Tcp(family + "127.0.0.1:9999", new Endpoint("127.0.0.1", 9999)));
    assertThat(RuntimeAddress.parse("ipv6@[::1]:9999"))
        .isEqualTo(new RuntimeAddress.Tcp("ipv6@[::1]:9999", new Endpoint("::1", 9999)));
  }

  @Test
  void a_stats_page_gets_csv_appended_behind_its_query_and_its_password_masked() throws Exception {
    StatsUrl url = StatsUrl.parse("https://admin:s%20x@lb1/haproxy?stats");
    assertThat(url.resource()).isEqualTo("/haproxy?stats;csv");
    assertThat(url.endpoint()).isEqualTo(new Endpoint("lb1", 443));
    assertThat(url.credentials()).contains("admin:s x");
    assertThat(url.shown()).isEqualTo("https://admin:***@lb1/haproxy?stats");
    assertThat(url).hasToString("https://admin:***@lb1/haproxy?stats");
    assertThat(StatsUrl.parse("http://[::1]:8404/stats;csv").resource()).isEqualTo("/stats;csv");
    assertThat(StatsUrl.parse("http://[::1]:8404/stats").hostHeader()).isEqualTo("[::1]:8404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "h:",
        "h:0",
        "h:65536",
        "h:99999999999",
        ":80",
        "::1:9999",
        "unix:run/x",
        "a b:80",
        "x/y:80",
        "quic4@h:80",
        "http://",
        "http:///stats",
        "http://h:70000/",
        "http://h/a b",
        "/run/\u0007x"
      })
  void what_is_no_address_is_refused_with_a_sentence(String text) {
    assertThatExceptionOfType(InvalidAddressException.class)
        .isThrownBy(() -> RuntimeAddress.parse(text))
        .satisfies(e -> assertThat(e.getMessage()).contains(" ").doesNotContain("\u0007"));
  }

  @Test
  void a_path_too_long_for_a_socket_is_refused() {
    assertThatExceptionOfType(InvalidAddressException.class)
        .isThrownBy(() -> RuntimeAddress.parse("/" + "x".repeat(107)))
        .withMessageContaining("107 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b", "a\nb", "a b", "a\\b", "", "<<", "a\tb", "a\u0000", "a\u0085"})
  void names_that_could_change_the_command_are_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Command("show stat").with(name));
  }

  @Test
  void ordinary_names_become_arguments() {
    assertThat(new Command("disable server").with("app/w-1.x:2_3").line())
        .isEqualTo("disable server app/w-1.x:2_3");
  }

  @Test
  void a_command_is_one_line() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Command("show stat\nshow info"));
  }
}
