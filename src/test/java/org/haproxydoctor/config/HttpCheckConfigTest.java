package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.config.ConfigText.check;
import static org.haproxydoctor.config.ConfigText.notes;
import static org.haproxydoctor.config.ConfigText.problems;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.haproxydoctor.model.check.AnswerLimits;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HeaderMatch;
import org.haproxydoctor.model.check.HttpCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a check says; the requests are those that HAProxy 2.6.12 was seen to send.
class HttpCheckConfigTest {

  /// The request as one line: request line, headers, body.
  private static String request(CheckSpec spec) {
    return exchange(spec) + spec.then().map(t -> " then " + request(t)).orElse("");
  }

  private static String exchange(CheckSpec spec) {
    return switch (spec.exchange()) {
      case CheckExchange.Http(HttpCheck http) ->
          http.method()
              + " "
              + http.uri()
              + " "
              + http.version()
              + http.headers().stream()
                  .map(h -> " [" + h.name() + ": " + h.value() + "]")
                  .collect(Collectors.joining())
              + http.body().map(b -> " body=" + b).orElse("");
      case CheckExchange.ConnectOnly _ -> "connect";
      case CheckExchange.Talk(var dialogue) ->
          dialogue.name()
              + dialogue.steps().stream()
                  .map(step -> " " + step.number() + " " + step.rule())
                  .collect(Collectors.joining(","));
      case CheckExchange.NotMirrored(String name) -> "not mirrored: " + name;
    };
  }

  private static CheckSpec spec(String defaults, String section) {
    return check(
        "defaults\n"
            + lines(defaults)
            + "backend b\n"
            + lines(section)
            + "  server s 127.0.0.1:80 check\n");
  }

  private static String lines(String slashed) {
    return slashed == null
        ? ""
        : slashed
            .lines()
            .flatMap(l -> List.of(l.split(" // ")).stream())
            .map(l -> "  " + l + "\n")
            .collect(Collectors.joining());
  }

  @ParameterizedTest(name = "{0} | {1} | {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          | | connect
          | option httpchk | OPTIONS / HTTP/1.0
          | option httpchk /h | OPTIONS /h HTTP/1.0
          | option httpchk HEAD /h | HEAD /h HTTP/1.0
          | option httpchk GET /h HTTP/1.1 | GET /h HTTP/1.1
          | option httpchk get /c http/1.1 | get /c HTTP/1.1
          | option httpchk GET "" HTTP/1.1 | OPTIONS GET HTTP/1.1
          | option httpchk "" /h "" | OPTIONS /h HTTP/1.0
          | option httpchk "" | OPTIONS / HTTP/1.0
          | option httpchk GET /h HTTP/1.1 www | GET /h HTTP/1.1 [host: www]
          | option httpchk // http-check send meth GET uri /h ver HTTP/1.1 hdr Host x hdr User-Agent y body z | GET /h HTTP/1.1 [host: x] [user-agent: y] body=z
          | option httpchk GET /h HTTP/1.1\\r\\nHost:\\ www.example.com | GET /h HTTP/1.1 [host: www.example.com]
          | option httpchk POST /h HTTP/1.1\\r\\nHost:\\ a\\r\\nContent-Length:\\ 3\\r\\n\\r\\nabc | POST /h HTTP/1.1 [host: a] body=abc
          | option httpchk GET /h HTTP/1.1\\r\\nHost:\\ a // http-check send hdr X-B c | GET /h HTTP/1.1 [x-b: c]
          | option httpchk GET /h HTTP/1.1 // http-check send hdr Host a.b hdr X-A b | GET /h HTTP/1.1 [host: a.b] [x-a: b]
          | option httpchk // http-check send hdr X-A a hdr X-A b hdr Host a.b | OPTIONS / HTTP/1.0 [x-a: a] [x-a: b] [host: a.b]
          | http-check send meth GET uri /a // option httpchk HEAD /b | HEAD /b HTTP/1.0
          | http-check send meth GET uri /b ver HTTP/1.1 hdr Host x // option httpchk /c | GET /c HTTP/1.1 [host: x]
          | http-check send meth GET uri /b ver HTTP/1.1 hdr Host x // option httpchk | GET /b HTTP/1.1 [host: x]
          | http-check send hdr A b // option httpchk GET / HTTP/1.1\\r\\nHost:\\ z | GET / HTTP/1.1 [host: z]
          | option httpchk HEAD /a HTTP/1.1 // option httpchk GET /b | GET /b HTTP/1.0
          | option httpchk HEAD /a HTTP/1.1 // option httpchk | OPTIONS / HTTP/1.0
          | option httpchk HEAD /a HTTP/1.1 // http-check send meth GET uri /b ver HTTP/1.0 | GET /b HTTP/1.0
          | option httpchk GET /x // http-check send hdr Host a // option httpchk HEAD /y | HEAD /y HTTP/1.0 [host: a]
          | option httpchk // http-check send hdr Connection close hdr Content-Length 5 hdr Transfer-Encoding chunked hdr Host h | OPTIONS / HTTP/1.0 [host: h]
          | option httpchk // http-check send hdr Connection keep-alive | OPTIONS / HTTP/1.0 [connection: keep-alive]
          | option httpchk // http-check comment hello // http-check send uri /x comment bye hdr Host x | OPTIONS /x HTTP/1.0 [host: x]
          | option httpchk // http-check send hdr X-Foo Bar%%baz hdr V %b/%s hdr H %[str(abc)] | OPTIONS / HTTP/1.0 [x-foo: Bar%baz] [v: b/s] [h: abc]
          | option httpchk // http-check send uri-lf /a/%s body-lf %s | OPTIONS /a/s HTTP/1.0 body=s
          | option httpchk GET http://a.b/c HTTP/1.1 | GET http://a.b/c HTTP/1.1
          | option httpchk GET http://a.b/c HTTP/1.1 // http-check send hdr Host x.y | GET http://x.y/c HTTP/1.1 [host: x.y]
          | mode tcp // option httpchk GET /h | GET /h HTTP/1.0
          | option tcp-check // option httpchk HEAD /d | HEAD /d HTTP/1.0
          | option httpchk HEAD /d // option tcp-check | connect
          | option httpchk HEAD /d // option ssl-hello-chk | ssl-hello-chk 1 send an SSLv3 hello, 2 expect a TLS answer
          | option redis-check | redis-check 1 send PING, 2 expect +PONG
          | option mysql-check | mysql-check 2 expect the server's greeting
          | option external-check | not mirrored: external-check
          | option tcp-check // tcp-check connect | connect
          | option tcp-check // tcp-check send PING\\r\\n // tcp-check expect string +PONG | tcp-check 1 send 'PING\\r\\n', 2 expect string '+PONG'
          | option tcp-check // tcp-check comment a // tcp-check connect port 81 // tcp-check expect ! rstring b min-recv 3 // tcp-check connect // tcp-check send-binary 00 comment c | tcp-check 3 expect ! rstring 'b' (a) then tcp-check 5 send-binary '00' (c)
          | tcp-check send abc | connect
          | http-check send uri /b | connect
          option httpchk GET /h | | GET /h HTTP/1.0
          option httpchk GET /h HTTP/1.1 // http-check send hdr Host x | | GET /h HTTP/1.1 [host: x]
          option httpchk GET /h HTTP/1.1 // http-check send hdr Host x | option httpchk HEAD /b | HEAD /b HTTP/1.0
          option httpchk GET /h HTTP/1.1 // http-check send hdr Host x | option httpchk | OPTIONS / HTTP/1.0
          http-check send hdr Host x uri /d | option httpchk HEAD /b | HEAD /b HTTP/1.0
          option httpchk GET /h HTTP/1.1 | http-check send hdr Host x | OPTIONS / HTTP/1.0 [host: x]
          option httpchk HEAD /d // http-check expect status 500 | http-check send uri /b | OPTIONS /b HTTP/1.0
          option httpchk GET /h | http-check expect status 200 | not mirrored: http-check without a request
          option httpchk GET /h | option tcp-check | connect
          option tcp-check // tcp-check send abc | | tcp-check 1 send 'abc'
          option tcp-check // tcp-check send abc | option tcp-check | tcp-check 1 send 'abc'
          option tcp-check // tcp-check send abc | tcp-check connect | connect
          | option httpchk // http-check connect // http-check send uri /1 // http-check expect status 200 // http-check connect port 81 // http-check send uri /2 | OPTIONS /1 HTTP/1.0 then OPTIONS /2 HTTP/1.0
          | option httpchk GET /o HTTP/1.1 // http-check connect // http-check connect port 81 // http-check expect status 200 | GET /o HTTP/1.1 then not mirrored: http-check without a request
          | option httpchk // http-check send uri /1 // http-check expect status 200 // http-check send uri /2 | not mirrored: http-check with several requests on one connection
          """)
  void request_as_haproxy_sends_it(String defaults, String section, String expected) {
    assertThat(request(spec(defaults, section))).isEqualTo(expected);
  }

  @Test
  void healthcheck_sections_replace_the_checks_of_the_server_that_names_them() {
    String config =
        """
        healthcheck status
          type httpchk GET /status HTTP/1.1 www.example.com
          http-check expect status 204
        healthcheck odd
          type foo
        backend b
          option httpchk
          server s h:1 check healthcheck status
          server t h:1 check
          server u h:1 check healthcheck none
        """;
    assertThat(request(check(config))).isEqualTo("GET /status HTTP/1.1 [host: www.example.com]");
    assertThat(
            ConfigText.problems(
                ConfigText.read(config, java.util.Map.of(), java.util.Optional.of("3.4.0"))))
        .containsExactly(
            "5: unknown type of check 'foo'", "10: there is no healthcheck section 'none'");
  }

  private static List<String> expectations(String defaults, String section) {
    return switch (spec(defaults, section).exchange()) {
      case CheckExchange.Http(HttpCheck http) ->
          http.expectations().stream().map(HttpCheck.Expectation::toString).toList();
      default -> throw new AssertionError("no HTTP check");
    };
  }

  @Test
  void expectations_in_order_with_their_negation() {
    assertThat(
            expectations(
                null,
                """
                option httpchk
                http-check expect status 200-299,404
                http-check expect ! rstatus ^5
                http-check expect !string "error page"
                http-check expect min-recv 10 comment x rstring OK\\ \\d+
                """))
        .containsExactly(
            "status 200-299,404", "! rstatus ^5", "! string error page", "rstring OK \\d+");
  }

  @Test
  void expectations_are_inherited_only_together_with_the_request() {
    String defaults = "option httpchk // http-check expect status 500";
    assertThat(expectations(defaults, null)).containsExactly("status 500");
    assertThat(expectations(defaults, "option httpchk HEAD /b")).isEmpty();
  }

  @Test
  void header_expectations_are_read_with_their_ways_to_compare() {
    HttpCheck check =
        http(
            "option httpchk // http-check expect ! hdr name -m beg X- value -m reg ^a comment hi"
                + " // http-check expect fhdr name set-cookie");
    assertThat(check.expectations())
        .hasToString("[! hdr name -m beg X- value -m reg ^a, fhdr name set-cookie]");
    assertThat(check.expectations())
        .flatExtracting(e -> e.header().stream().toList())
        .containsExactly(
            new HeaderMatch(
                false,
                new HeaderMatch.Text(HeaderMatch.Method.BEG, "X-"),
                Optional.of(new HeaderMatch.Text(HeaderMatch.Method.REG, "^a"))),
            new HeaderMatch(
                true,
                new HeaderMatch.Text(HeaderMatch.Method.STR, "set-cookie"),
                Optional.empty()));
  }

  @Test
  void computed_header_expectations_are_noted_as_not_judged() {
    CheckSpec spec =
        spec(null, "option httpchk // http-check expect hdr name-lf %[str(a)] value-lf %s");
    assertThat(notes(spec))
        .containsExactly("4: 'http-check expect hdr' is computed, it is taken as met.");
  }

  @Test
  void header_expectations_that_haproxy_refuses_are_said() {
    assertThat(problems(section("option httpchk // http-check expect hdr x-a")))
        .contains("3: the header has no 'name'");
    assertThat(problems(section("option httpchk // http-check expect hdr name -m dom x")))
        .contains("3: 'dom' is no way to compare a header");
    assertThat(problems(section("option httpchk // http-check expect hdr name x value")))
        .containsExactly("3: 'value' of a header says nothing");
  }

  @Test
  void the_tune_lines_limit_the_answer() {
    String backend = section("option httpchk");
    assertThat(limits("global\n  tune.http.maxhdr 202\n  tune.bufsize 32k\n" + backend, "2.2.9"))
        .isEqualTo(new AnswerLimits(201, 32_768, true, true));
    assertThat(limits(backend, "2.6.12")).isEqualTo(new AnswerLimits(100, 16_384, false, true));
    assertThat(limits(backend, "3.0.11")).isEqualTo(AnswerLimits.usual());
  }

  private static AnswerLimits limits(String text, String version) {
    return ConfigText.check(text, version).exchange() instanceof CheckExchange.Http(HttpCheck http)
        ? http.limits()
        : AnswerLimits.usual();
  }

  @Test
  void disable_on_404_is_inherited_by_itself() {
    CheckSpec spec = spec("http-check disable-on-404", "option httpchk GET /x");
    assertThat(spec.exchange())
        .isInstanceOfSatisfying(
            CheckExchange.Http.class, h -> assertThat(h.check().disableOn404()).isTrue());
  }

  @Test
  void missing_request_is_explained() {
    CheckSpec spec = spec("option httpchk GET /h", "http-check expect status 200");
    assertThat(spec.notes())
        .singleElement()
        .asString()
        .contains("No request is sent", "Repeat 'option httpchk'");
  }

  @Test
  void idle_http_check_lines_are_noted() {
    assertThat(notes(spec(null, "http-check send uri /b")))
        .containsExactly(
            "3: HAProxy ignores the http-check lines, because there is no 'option httpchk'.");
  }

  @Test
  void computed_values_are_sent_as_written_and_noted() {
    CheckSpec spec =
        spec(
            null,
            "option httpchk // http-check set-var(check.h) str(v)"
                + " // http-check send hdr Host %[var(check.h)]");
    assertThat(request(spec)).isEqualTo("OPTIONS / HTTP/1.0 [host: %[var(check.h)]]");
    assertThat(notes(spec))
        .containsExactly(
            "5: HAProxy computes header host from '%[var(check.h)]', sent as written.");
  }

  @Test
  void what_is_not_understood_is_said_with_its_line() {
    assertThat(
            problems(
                """
                backend b
                  no option httpchk
                  option httpchk
                  http-check foo
                  http-check send meth
                  http-check send bar x
                  http-check expect foo
                  http-check expect status 2xx
                  http-check expect string a b
                  http-check connect ssl foo
                  http-check expect
                  option httpchk GET / HTTP/1.1 www
                """))
        .containsExactly(
            "2: HAProxy refuses 'no' here; taken as no option",
            "4: unknown http-check rule 'foo'",
            "5: 'meth' needs a value or is unknown",
            "6: unknown argument 'bar' of http-check send",
            "7: unknown argument 'foo' of http-check expect",
            "8: '2xx' is not a list of status codes",
            "9: unexpected 'b' after the pattern; blanks in it need quotes",
            "10: unknown argument 'foo' of connect",
            "11: http-check expect says nothing to expect",
            "12: HAProxy before 3.1 refuses the host after the version");
  }

  @Test
  void lines_tell_where_the_check_comes_from() {
    CheckSpec spec =
        spec(
            "timeout check 3s // option httpchk",
            "default-server inter 1s // option httpchk GET /h // http-check expect status 200");
    assertThat(spec.lines().stream().map(l -> l.number() + " " + l.text()))
        .containsExactly(
            "8 server s 127.0.0.1:80 check",
            "5 default-server inter 1s",
            "6 option httpchk GET /h",
            "7 http-check expect status 200",
            "2 timeout check 3s");
  }

  @Test
  void options_may_stand_behind_what_is_expected() {
    HttpCheck check = http("option httpchk // http-check expect status 404 comment hi");
    assertThat(check.expectations()).hasToString("[status 404]");
    assertThat(problems(section("option httpchk // http-check expect status 404 comment hi")))
        .isEmpty();
    assertThat(http("option httpchk // http-check expect ! ! status 200").expectations())
        .hasToString("[status 200]");
    assertThat(http("option httpchk // http-check expect !!!status 200").expectations())
        .hasToString("[! status 200]");
  }

  @Test
  void what_of_an_expectation_is_not_repeated_is_said() {
    assertThat(notes(spec("", "option httpchk // http-check expect string x ok-status L7OKC")))
        .containsExactly("4: A match is reported as L7OKC, which is not repeated.");
  }

  @Test
  void haproxy_2_2_merges_and_names_otherwise() {
    String late = section("http-check send hdr Host x // option httpchk GET /a HTTP/1.1");
    assertThat(request(ConfigText.check(late, "2.2.9")))
        .isEqualTo("GET /a HTTP/1.1 [content-length: 0]");
    assertThat(request(ConfigText.check(late, "2.6.12"))).isEqualTo("GET /a HTTP/1.1 [host: x]");
    String named = section("option httpchk // http-check send hdr A %b/%s body-lf %b");
    assertThat(request(ConfigText.check(named, "2.2.9")))
        .isEqualTo("OPTIONS / HTTP/1.0 [a: /<NOSRV>] [content-length: 0] body=");
  }

  @Test
  void an_own_option_httpchk_hides_an_inherited_disable_on_404_from_3_4_on() {
    String text =
        "defaults\n  option httpchk GET /d\n  http-check disable-on-404\n"
            + section("option httpchk GET /b");
    assertThat(soft(text, "3.2.26")).isTrue();
    assertThat(soft(text, "3.4.7")).isFalse();
    assertThat(soft(text.replace("  option httpchk GET /b\n", ""), "3.4.7")).isTrue();
  }

  private static boolean soft(String text, String version) {
    return ConfigText.check(text, version).exchange() instanceof CheckExchange.Http(HttpCheck http)
        && http.disableOn404();
  }

  @Test
  void a_check_through_a_proxy_or_on_a_computed_port_is_not_repeated() {
    assertThat(request(spec("", "option httpchk // http-check connect via-socks4")))
        .isEqualTo("not mirrored: check through a SOCKS proxy");
    assertThat(request(spec("", "option httpchk // http-check connect port int(99)")))
        .isEqualTo("not mirrored: check on port int(99)");
  }

  private static HttpCheck http(String section) {
    return ((CheckExchange.Http) spec("", section).exchange()).check();
  }

  private static String section(String slashed) {
    return "backend b\n" + lines(slashed) + "  server s 127.0.0.1:80 check\n";
  }
}
