package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.model.check.Variation.Kind.HTTP;
import static org.haproxydoctor.model.check.Variation.Kind.HTTP2;
import static org.haproxydoctor.model.check.Variation.Kind.METHOD_GET;
import static org.haproxydoctor.model.check.Variation.Kind.OTHER_ALPN;
import static org.haproxydoctor.model.check.Variation.Kind.OTHER_PATH;
import static org.haproxydoctor.model.check.Variation.Kind.OTHER_TLS;
import static org.haproxydoctor.model.check.Variation.Kind.SERVICE_TARGET;
import static org.haproxydoctor.model.check.Variation.Kind.WITHOUT_PROXY_HEADER;
import static org.haproxydoctor.model.check.Variation.Kind.WITHOUT_SNI;
import static org.haproxydoctor.model.check.Variation.Kind.WITHOUT_SOURCE;
import static org.haproxydoctor.model.check.Variation.Kind.WITHOUT_TLS;
import static org.haproxydoctor.model.check.Variation.Kind.WITH_HOST;
import static org.haproxydoctor.model.check.Variation.Kind.WITH_PROXY_HEADER;
import static org.haproxydoctor.model.check.Variation.Kind.WITH_SNI;
import static org.haproxydoctor.model.check.Variation.Kind.WITH_TLS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class VariationsTest {
  private static final Endpoint TARGET = new Endpoint("192.0.2.1", 8080);
  private static final Endpoint OTHER = new Endpoint("192.0.2.1", 80);
  private static final CheckSpec GET = http(Samples.get("/healthz"));
  private static final CheckSpec OPTIONS = http(Samples.get("/healthz").withMethod("OPTIONS"));
  private static final List<String> NAMES = List.of("www.example.com", "api.example.com");

  @Test
  void a_failed_connection_has_the_service_and_the_source_to_blame() {
    assertThat(kinds(GET, failed(Word.REFUSED, Stage.CONNECT))).isEmpty();
    CheckSpec own = Samples.withService(GET, OTHER);
    assertThat(kinds(own, failed(Word.REFUSED, Stage.CONNECT))).containsExactly(SERVICE_TARGET);
    CheckSpec bound = Samples.withSource(own, "10.0.0.1");
    assertThat(kinds(bound, failed(Word.TIMEOUT, Stage.CONNECT)))
        .containsExactly(SERVICE_TARGET, WITHOUT_SOURCE);
    assertThat(kinds(bound, failed(Word.SOURCE_UNAVAILABLE, Stage.CONNECT)))
        .containsExactly(WITHOUT_SOURCE, SERVICE_TARGET);
  }

  @Test
  void an_exchange_in_clear_that_breaks_off_is_tried_with_tls_and_proxy_header() {
    for (Word word : List.of(Word.RESET, Word.CLOSED)) {
      assertThat(kinds(GET, failed(word, Stage.FIRST_BYTE)))
          .containsExactly(
              WITH_TLS,
              WITH_TLS,
              WITH_HOST,
              WITH_HOST,
              HTTP2,
              WITH_PROXY_HEADER,
              WITH_PROXY_HEADER);
    }
    assertThat(kinds(GET, failed(Word.NOT_HTTP, Stage.BODY))).containsExactly(WITH_TLS, WITH_TLS);
    assertThat(kinds(GET, failed(Word.TIMEOUT, Stage.FIRST_BYTE)))
        .containsExactly(WITH_TLS, WITH_TLS, HTTP2, WITH_PROXY_HEADER, WITH_PROXY_HEADER);
    assertThat(kinds(GET, failed(Word.TIMEOUT, Stage.BODY))).isEmpty();
    assertThat(kinds(OPTIONS, failed(Word.TIMEOUT, Stage.FIRST_BYTE)))
        .containsExactly(
            WITH_TLS, WITH_TLS, METHOD_GET, HTTP2, WITH_PROXY_HEADER, WITH_PROXY_HEADER);
    assertThat(kinds(OPTIONS, failed(Word.TIMEOUT, Stage.BODY))).isEmpty();
  }

  @Test
  void a_method_that_is_hung_up_on_is_tried_as_get_and_with_names() {
    for (Word word : List.of(Word.RESET, Word.CLOSED)) {
      assertThat(kinds(OPTIONS, failed(word, Stage.FIRST_BYTE)))
          .containsSubsequence(WITH_TLS, METHOD_GET, WITH_HOST, WITH_PROXY_HEADER);
    }
  }

  @Test
  void tls_is_tried_without_a_name_first() {
    List<Change> plan = Variations.plan(GET, failed(Word.RESET, Stage.FIRST_BYTE), NAMES);
    assertThat(plan.get(0).check().tls().orElseThrow().sni()).isEmpty();
    assertThat(plan.get(1).check().tls().orElseThrow().sni()).contains("www.example.com");
  }

  @Test
  void a_check_that_sends_a_proxy_header_is_tried_without_it_first() {
    CheckSpec check = GET.withProxyHeader(ProxyHeader.V1);
    assertThat(kinds(check, answered(check, 400)).getFirst()).isEqualTo(WITHOUT_PROXY_HEADER);
    assertThat(kinds(check, failed(Word.RESET, Stage.FIRST_BYTE)))
        .containsExactly(
            WITHOUT_PROXY_HEADER,
            WITH_PROXY_HEADER,
            WITH_TLS,
            WITH_TLS,
            WITH_HOST,
            WITH_HOST,
            HTTP2);
    List<Change> plan = Variations.plan(check, failed(Word.RESET, Stage.FIRST_BYTE), NAMES);
    assertThat(plan.get(1).check().proxyHeader()).isEqualTo(ProxyHeader.V2);
  }

  @Test
  void a_server_that_does_not_greet_is_asked_in_http_too() {
    CheckSpec smtp = GET.withExchange(new CheckExchange.Talk(dialogue("smtpchk", "^2")));
    assertThat(kinds(smtp, failed(Word.TIMEOUT, Stage.FIRST_BYTE))).contains(WITH_TLS, HTTP);
    CheckSpec http =
        GET.withExchange(new CheckExchange.Talk(dialogue("tcp-check", "HTTP/1.1 200")));
    assertThat(kinds(http, failed(Word.RESET, Stage.FIRST_BYTE))).doesNotContain(HTTP);
  }

  /// Sends something first, so that the server is not expected to speak by itself.
  private static Dialogue dialogue(String name, String pattern) {
    return new Dialogue(
        name,
        List.of(
            new Dialogue.Send(1, "send", "x"),
            new Dialogue.Expect(
                2, "expect", Dialogue.Kind.REGEX, false, pattern, Optional.empty())),
        1024);
  }

  @Test
  void a_failed_handshake_is_tried_in_clear() {
    CheckSpec check = GET.withTls(Optional.of(TlsSettings.plain()));
    assertThat(kinds(check, failed(Word.TLS_FAILED, Stage.TLS))).startsWith(WITHOUT_TLS);
    assertThat(kinds(check, failed(Word.TIMEOUT, Stage.TLS))).containsExactly(WITHOUT_TLS);
  }

  @Test
  void a_handshake_that_breaks_off_is_tried_with_names_and_then_without_limits() {
    CheckSpec check = GET.withTls(Optional.of(TlsSettings.plain()));
    assertThat(kinds(check, seen(Word.TLS_FAILED, alert("handshake_failure"))))
        .containsExactly(WITH_SNI, WITH_SNI, OTHER_TLS);
    CheckSpec named = GET.withTls(Optional.of(TlsSettings.plain().withSni("www.example.com")));
    assertThat(kinds(named, seen(Word.TLS_FAILED, alert("handshake_failure"))))
        .containsExactly(OTHER_TLS);
    assertThat(kinds(named, seen(Word.TLS_FAILED, alert("unrecognized_name"))))
        .containsExactly(WITH_SNI, WITHOUT_SNI, OTHER_TLS);
    assertThat(kinds(check, seen(Word.TLS_FAILED, alert("protocol_version"))))
        .containsExactly(OTHER_TLS);
    CheckSpec h2 = GET.withTls(Optional.of(TlsSettings.plain().withAlpn(List.of("h2"))));
    assertThat(kinds(h2, seen(Word.TLS_FAILED, alert("no_application_protocol"))))
        .containsExactly(OTHER_ALPN, OTHER_ALPN);
  }

  @Test
  void a_certificate_that_is_turned_down_is_tried_with_names_only() {
    CheckSpec check = GET.withTls(Optional.of(TlsSettings.plain()));
    CheckSpec named = GET.withTls(Optional.of(TlsSettings.plain().withSni("www.example.com")));
    TlsSeen expired = verdict(Fault.EXPIRED);
    assertThat(kinds(check, seen(Word.TLS_FAILED, expired))).containsExactly(WITH_SNI, WITH_SNI);
    assertThat(kinds(named, seen(Word.TLS_FAILED, expired))).isEmpty();
    assertThat(kinds(named, seen(Word.TLS_FAILED, verdict(Fault.OTHER_NAME))))
        .containsExactly(WITH_SNI, WITHOUT_SNI);
  }

  @Test
  void a_server_that_wants_a_certificate_is_not_asked_again() {
    CheckSpec check = GET.withTls(Optional.of(TlsSettings.plain()));
    TlsSeen asked =
        new TlsSeen(
            Optional.of("handshake_failure"),
            Optional.of(new TlsSeen.CertificateRequest(Optional.empty(), List.of())),
            List.of(),
            Optional.empty(),
            List.of());
    assertThat(kinds(check, seen(Word.TLS_FAILED, asked))).isEmpty();
  }

  private static TlsSeen alert(String name) {
    return new TlsSeen(Optional.of(name), Optional.empty(), List.of(), Optional.empty(), List.of());
  }

  private static TlsSeen verdict(Fault fault) {
    return new TlsSeen(
        Optional.empty(),
        Optional.empty(),
        List.of(
            new ProbeResult.Certificate("CN=a", "CN=b", Instant.EPOCH, Instant.EPOCH, List.of())),
        Optional.of(new CertificateVerdict(fault, "it is wrong", Optional.empty())),
        List.of());
  }

  private static CheckReplay seen(Word word, TlsSeen seen) {
    ProbeResult plain = result(word, Stage.TLS, Optional.empty());
    return new CheckReplay(
        GET,
        new ProbeResult(
            plain.endpoint(),
            plain.address(),
            word,
            Stage.TLS,
            "",
            plain.timings(),
            Optional.empty(),
            Optional.empty(),
            "",
            seen,
            Optional.empty(),
            Optional.empty()),
        false,
        "");
  }

  @Test
  void a_rejected_method_is_tried_as_get_and_nothing_else() {
    assertThat(kinds(OPTIONS, answered(OPTIONS, 405))).containsExactly(METHOD_GET);
    assertThat(kinds(OPTIONS, answered(OPTIONS, 501))).containsExactly(METHOD_GET);
  }

  @Test
  void an_error_of_the_server_may_come_from_a_router_that_got_no_name() {
    assertThat(kinds(GET, answered(GET, 503))).containsExactly(WITH_HOST, WITH_HOST);
    CheckSpec named = http(Samples.get("/healthz").withHost("www.example.com"));
    assertThat(kinds(named, answered(named, 503))).isEmpty();
    assertThat(kinds(OPTIONS, answered(OPTIONS, 503)))
        .containsExactly(METHOD_GET, WITH_HOST, WITH_HOST);
  }

  @Test
  void a_failed_handshake_without_a_request_is_followed_by_one_in_clear() {
    for (CheckExchange exchange :
        List.of(new CheckExchange.ConnectOnly(), new CheckExchange.NotMirrored("redis-check"))) {
      CheckSpec check = Samples.check(TARGET, exchange).withTls(Optional.of(TlsSettings.plain()));
      List<Change> plan = Variations.plan(check, failed(Word.TLS_FAILED, Stage.TLS), NAMES);
      assertThat(plan)
          .first()
          .satisfies(c -> {
            assertThat(c.kind()).isEqualTo(WITHOUT_TLS);
            assertThat(c.check().exchange()).isInstanceOf(CheckExchange.Http.class);
          });
    }
  }

  @Test
  void an_answer_in_clear_may_still_come_from_a_port_that_speaks_tls() {
    Header away = new Header("Location", "https://www.example.com/");
    Header aside = new Header("Location", "/login");
    assertThat(kinds(GET, answered(GET, 301, away))).startsWith(WITH_TLS);
    assertThat(kinds(GET, answered(GET, 301, aside))).doesNotContain(WITH_TLS);
    assertThat(kinds(GET, answered(GET, 403))).endsWith(WITH_TLS);
    assertThat(kinds(GET, answered(GET, 404))).doesNotContain(WITH_TLS);
  }

  @Test
  void a_missing_page_is_tried_with_names_before_other_paths() {
    List<Change> plan = Variations.plan(GET, answered(GET, 404), NAMES);
    assertThat(plan.stream().map(Change::kind).toList())
        .startsWith(WITH_HOST, WITH_HOST, OTHER_PATH)
        .doesNotContain(METHOD_GET);
    assertThat(plan.stream().map(Change::value).toList())
        .startsWith("www.example.com", "api.example.com", "/health")
        .endsWith("/")
        .doesNotContain("/healthz");
  }

  @Test
  void each_change_changes_one_thing() {
    for (Change change : Variations.plan(OPTIONS, answered(OPTIONS, 404), NAMES)) {
      HttpCheck http = ((CheckExchange.Http) change.check().exchange()).check();
      assertThat(http.method()).isEqualTo(change.kind() == METHOD_GET ? "GET" : "OPTIONS");
      assertThat(http.uri().equals("/healthz")).isEqualTo(change.kind() != OTHER_PATH);
      assertThat(http.host().isPresent()).isEqualTo(change.kind() == WITH_HOST);
      assertThat(change.check().target()).isEqualTo(TARGET);
    }
  }

  @Test
  void host_names_already_sent_or_unfit_for_a_header_are_not_tried() {
    CheckSpec check = http(Samples.get("/").withHost("www.example.com"));
    List<String> names = List.of("WWW.example.com", "evil\r\nx: y", "10.0.0.1", "b.example.com");
    assertThat(Variations.plan(check, answered(check, 401), names))
        .extracting(Change::change)
        .containsExactly("Host b.example.com instead of www.example.com");
  }

  @Test
  void the_servers_own_name_or_address_stands_in_when_no_name_is_known() {
    HttpCheck modern =
        new HttpCheck("GET", "/", "HTTP/1.1", List.of(), Optional.empty(), List.of(), false);
    assertThat(values(http(modern), WITH_HOST)).containsExactly("192.0.2.1");
    CheckSpec named = http(modern).withTarget(new Endpoint("app1.example.com", 8080));
    assertThat(values(named, WITH_HOST)).containsExactly("app1.example.com");
    assertThat(values(GET, WITH_HOST)).isEmpty();
  }

  @Test
  void another_port_explains_a_missing_page_but_no_5xx() {
    CheckSpec own = Samples.withService(GET, OTHER);
    assertThat(kinds(own, answered(own, 404)).getLast()).isEqualTo(SERVICE_TARGET);
    assertThat(kinds(own, answered(own, 503))).doesNotContain(SERVICE_TARGET);
  }

  private static List<String> values(CheckSpec check, Kind kind) {
    return Variations.plan(check, answered(check, 400), List.of()).stream()
        .filter(c -> c.kind() == kind)
        .map(Change::value)
        .toList();
  }

  private static List<Kind> kinds(CheckSpec check, CheckReplay failed) {
    return Variations.plan(check, failed, NAMES).stream().map(Change::kind).toList();
  }

  private static CheckSpec http(HttpCheck http) {
    return Samples.check(TARGET, new CheckExchange.Http(http));
  }

  private static CheckReplay failed(Word word, Stage stage) {
    return new CheckReplay(GET, result(word, stage, Optional.empty()), false, "");
  }

  private static CheckReplay answered(CheckSpec check, int status, Header... headers) {
    HttpAnswer answer = new HttpAnswer("HTTP/1.1", status, "", List.of(headers), "");
    return new CheckReplay(check, result(Word.OK, Stage.DONE, Optional.of(answer)), false, "");
  }

  private static ProbeResult result(Word word, Stage stage, Optional<HttpAnswer> answer) {
    return new ProbeResult(
        TARGET,
        Optional.of("192.0.2.1"),
        word,
        stage,
        "",
        new ProbeResult.Timings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMillis(1)),
        answer,
        Optional.empty(),
        "");
  }
}
