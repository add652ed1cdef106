package org.haproxydoctor.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every expectation was read off the wire of HAProxy with that configuration.
class RequestBytesTest {
  @Test
  void option_httpchk_alone() {
    assertThat(text("OPTIONS", "/", "HTTP/1.0", "")).isEqualTo("OPTIONS / HTTP/1.0\r\n\r\n");
  }

  @Test
  void http_1_1_closes_and_adds_no_host() {
    assertThat(text("GET", "/h", "HTTP/1.1", ""))
        .isEqualTo("GET /h HTTP/1.1\r\nconnection: close\r\n\r\n");
  }

  @Test
  void headers_go_out_in_lower_case_before_length_and_connection() {
    assertThat(
            text(
                "GET",
                "/h",
                "HTTP/1.1",
                "z",
                new Header("Host", "x"),
                new Header("User-Agent", "Y")))
        .isEqualTo(
            "GET /h HTTP/1.1\r\nhost: x\r\nuser-agent: Y\r\ncontent-length: 1\r\n"
                + "connection: close\r\n\r\nz");
  }

  @Test
  void methods_that_may_have_a_body_say_that_there_is_none() {
    assertThat(text("POST", "/h", "HTTP/1.0", ""))
        .isEqualTo("POST /h HTTP/1.0\r\ncontent-length: 0\r\n\r\n");
    assertThat(text("PATCH", "/h", "HTTP/1.1", ""))
        .isEqualTo("PATCH /h HTTP/1.1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    assertThat(text("DELETE", "/h", "HTTP/1.1", ""))
        .isEqualTo("DELETE /h HTTP/1.1\r\nconnection: close\r\n\r\n");
  }

  @Test
  void a_configured_connection_header_takes_haproxys_own_with_it() {
    assertThat(
            text(
                "GET",
                "/h",
                "HTTP/1.1",
                "",
                new Header("Connection", "keep-alive"),
                new Header("X", "y")))
        .isEqualTo("GET /h HTTP/1.1\r\nx: y\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.2, HTTP/1.1, true",
    "HTTP/2.0, HTTP/1.1, true",
    "HTTP/2, HTTP/1.1, false",
    "HTTP/3, HTTP/3, false",
    "HTTP/0.9, HTTP/0.9, false",
  })
  void newer_versions_go_out_as_1_1_and_others_as_they_are(
      String version, String sent, boolean closes) {
    assertThat(text("GET", "/", version, ""))
        .isEqualTo("GET / %s\r\n%s\r\n".formatted(sent, closes ? "connection: close\r\n" : ""));
  }

  @Test
  void a_length_that_is_not_needed_goes_out_where_this_haproxy_sends_it() {
    assertThat(text("GET", "/h", "HTTP/1.1", "", new Header("content-length", "0")))
        .isEqualTo("GET /h HTTP/1.1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    assertThat(text("POST", "/h", "HTTP/1.0", "", new Header("content-length", "0")))
        .isEqualTo("POST /h HTTP/1.0\r\ncontent-length: 0\r\n\r\n");
  }

  private static String text(
      String method, String uri, String version, String body, Header... headers) {
    return new String(
        RequestBytes.of(
            new HttpCheck(
                method,
                uri,
                version,
                List.of(headers),
                Optional.of(body).filter(b -> !b.isEmpty()),
                List.of(),
                false)),
        UTF_8);
  }
}
