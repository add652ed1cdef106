package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.config.ConfigText.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHabitsTest {
  private static final String PLAIN =
      """
      backend b
        option httpchk GET /h
        server s 127.0.0.1:80 check
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.2.9-2+deb11u6",
        "2.3.21",
        "2.4.22",
        "2.6.9",
        "2.9.1",
        "2.9.14",
        "3.0.8",
        "3.1.3"
      })
  void some_releases_tell_the_length_of_no_body(String version) {
    assertThat(headers(PLAIN, Optional.of(version)))
        .containsExactly(new Header("content-length", "0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2.2.30", "2.4.23", "2.6.12-1+deb12u4", "2.8.0", "2.9.0", "3.0.11", "3.2.23"})
  void others_tell_it_only_where_it_is_needed(String version) {
    assertThat(headers(PLAIN, Optional.of(version))).isEmpty();
  }

  @Test
  void an_unknown_version_is_taken_for_a_new_one() {
    assertThat(headers(PLAIN, Optional.empty())).isEmpty();
    assertThat(headers(PLAIN, Optional.of("of our own"))).isEmpty();
  }

  @Test
  void a_configured_connection_header_has_an_effect_from_2_4_on() {
    String config =
        """
        backend b
          option httpchk
          http-check send meth GET uri /h ver HTTP/1.1 hdr Connection keep-alive
          server s 127.0.0.1:80 check
        """;
    assertThat(headers(config, Optional.of("2.3.21")))
        .containsExactly(new Header("content-length", "0"));
    assertThat(headers(config, Optional.of("2.4.30")))
        .containsExactly(new Header("connection", "keep-alive"));
  }

  private static List<Header> headers(String config, Optional<String> version) {
    CheckExchange exchange =
        read(config, Map.of(), version)
            .server(new ServerRef("b", "s"))
            .flatMap(s -> s.check())
            .orElseThrow()
            .exchange();
    assertThat(exchange).isInstanceOf(CheckExchange.Http.class);
    return exchange instanceof CheckExchange.Http(HttpCheck check) ? check.headers() : List.of();
  }
}
