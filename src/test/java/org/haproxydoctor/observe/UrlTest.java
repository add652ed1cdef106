package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.haproxydoctor.model.CannotLookException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses as people type them.
class UrlTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:80, 10.0.0.1:80, false, ''",
    "web_1:8080, web_1:8080, false, ''",
    "app.example:65535, app.example:65535, false, ''",
    "[::1]:443, [::1]:443, false, ''",
    "tcp://db:5432, db:5432, false, ''",
    "http://app.example, app.example:80, false, /",
    "https://app.example, app.example:443, true, /",
    "HTTPS://app.example/A, app.example:443, true, /A",
    "https://app.example:8443/a/b?c=d&e, app.example:8443, true, /a/b?c=d&e",
    "http://app.example?q=1, app.example:80, false, /?q=1",
    "http://app.example/a#part, app.example:80, false, /a",
    "http://user:secret@app.example/, app.example:80, false, /",
    "http://[2001:db8::1]:81/x, [2001:db8::1]:81, false, /x"
  })
  void an_address_is_read(String text, String endpoint, boolean tls, String path) {
    Url url = Url.parse(text);
    assertThat(Url.isAddress(text)).isTrue();
    assertThat(url.text()).isEqualTo(text);
    assertThat(url.endpoint()).hasToString(endpoint);
    assertThat(url.tls()).isEqualTo(tls);
    assertThat(url.path().orElse("")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app",
        "app/w1",
        ":80",
        "app:",
        "app:0",
        "app:65536",
        "app:99999999999",
        "http://",
        "http:///path",
        "http://app:0/",
        "http://app:70000/",
        "ftp://app/",
        "tcp://app",
        "[::1]",
        "[::zz]:80",
        "[1.2.3.4]:80",
        "http://a b/",
        "http://app/a b",
        "http://app/\r\nX: y",
        "http://app\u0000/",
        "https://[::1/",
        "://app:80"
      })
  void anything_else_is_refused_with_the_way_out(String text) {
    assertThatExceptionOfType(CannotLookException.class)
        .isThrownBy(() -> Url.parse(text))
        .satisfies(e -> assertThat(e.hint()).contains("host:port"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "app/w1", "app:x", "a/b:80", "::1:80", "app:80/x", ""})
  void names_of_backends_and_servers_are_no_addresses(String text) {
    assertThat(Url.isAddress(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:secret@app.example/, http://user:***@app.example/",
    "https://user@app.example/a:b@c, https://user@app.example/a:b@c",
    "10.0.0.1:80, 10.0.0.1:80"
  })
  void a_password_is_not_shown(String text, String shown) {
    assertThat(Url.parse(text).shown()).isEqualTo(shown);
  }

  @Test
  void the_host_header_leaves_out_the_usual_port() {
    assertThat(Url.parse("http://a.example/").hostHeader()).isEqualTo("a.example");
    assertThat(Url.parse("https://a.example/").hostHeader()).isEqualTo("a.example");
    assertThat(Url.parse("https://a.example:80/").hostHeader()).isEqualTo("a.example:80");
    assertThat(Url.parse("http://[::1]:81/").hostHeader()).isEqualTo("[::1]:81");
  }
}
