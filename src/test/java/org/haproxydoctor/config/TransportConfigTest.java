package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.config.ConfigText.check;
import static org.haproxydoctor.config.ConfigText.notes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a check connects, and through what; each row was seen on HAProxy 2.6.12.
class TransportConfigTest {

  private static CheckSpec spec(String defaultServer, String server, String connect) {
    return check(
        "global\n  ssl-server-verify none\nbackend b\n  option httpchk\n"
            + (connect == null ? "" : "  http-check connect" + connect + "\n")
            + (defaultServer == null ? "" : "  default-server " + defaultServer + "\n")
            + "  server s 10.0.0.1:8443 check "
            + (server == null ? "" : server)
            + "\n");
  }

  private static String shown(CheckSpec spec) {
    String tls =
        spec.tls()
            .map(t ->
                " tls"
                    + t.sni().map(s -> " sni=" + s).orElse("")
                    + (t.alpn().isEmpty() ? "" : " alpn=" + String.join(",", t.alpn())))
            .orElse("");
    return spec.target() + tls + " " + spec.proxyHeader();
  }

  @ParameterizedTest(name = "default-server {0} | server {1} | connect {2} | {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          | | | 10.0.0.1:8443 NONE
          | port 81 | | 10.0.0.1:81 NONE
          | port 0 | | 10.0.0.1:8443 NONE
          | addr 10.0.0.9 | | 10.0.0.9:8443 NONE
          | addr 10.0.0.9:82 | | 10.0.0.9:82 NONE
          | addr 10.0.0.9:82 port 83 | | 10.0.0.9:83 NONE
          | addr 0.0.0.0 send-proxy | | 10.0.0.1:8443 V1
          | ssl | | 10.0.0.1:8443 tls NONE
          ssl | | | 10.0.0.1:8443 tls NONE
          ssl | no-ssl | | 10.0.0.1:8443 NONE
          ssl | no-ssl check-ssl | | 10.0.0.1:8443 tls NONE
          | ssl port 443 | | 10.0.0.1:443 NONE
          port 443 | ssl | | 10.0.0.1:443 NONE
          | ssl port 8443 | | 10.0.0.1:8443 NONE
          | ssl addr 10.0.0.1 | | 10.0.0.1:8443 NONE
          | ssl port 443 check-ssl | | 10.0.0.1:443 tls NONE
          | check-ssl | | 10.0.0.1:8443 tls NONE
          | ssl no-check-ssl | | 10.0.0.1:8443 NONE
          check-ssl | no-check-ssl | | 10.0.0.1:8443 NONE
          ssl no-check-ssl | check-ssl | | 10.0.0.1:8443 tls NONE
          | ssl sni str(x.example) | | 10.0.0.1:8443 tls NONE
          | ssl check-sni x.example | | 10.0.0.1:8443 tls sni=x.example NONE
          | ssl alpn a,b | | 10.0.0.1:8443 tls alpn=a,b NONE
          | ssl alpn a check-alpn c | | 10.0.0.1:8443 tls alpn=c NONE
          | send-proxy | | 10.0.0.1:8443 V1
          | send-proxy-v2 | | 10.0.0.1:8443 V2
          | send-proxy-v2-ssl-cn | | 10.0.0.1:8443 V2
          | send-proxy port 81 | | 10.0.0.1:81 NONE
          | send-proxy check-send-proxy port 81 | | 10.0.0.1:81 V1
          | send-proxy-v2 check-send-proxy port 81 | | 10.0.0.1:81 V2
          | check-send-proxy | | 10.0.0.1:8443 V1
          | check-send-proxy port 81 | | 10.0.0.1:81 V1
          port 81 send-proxy | | | 10.0.0.1:81 NONE
          send-proxy-v2 | no-send-proxy-v2 | | 10.0.0.1:8443 NONE
          send-proxy-v2 | no-send-proxy | | 10.0.0.1:8443 V2
          | send-proxy send-proxy-v2 | | 10.0.0.1:8443 V2
          | ssl send-proxy | `` | 10.0.0.1:8443 NONE
          | ssl send-proxy | ` default` | 10.0.0.1:8443 tls V1
          | ssl send-proxy | ` default port 81` | 10.0.0.1:81 tls V1
          | | ` port 81 send-proxy` | 10.0.0.1:81 V1
          | | ` addr 10.0.0.9:84` | 10.0.0.9:84 NONE
          | check-sni a alpn x | ` ssl sni b alpn y` | 10.0.0.1:8443 tls sni=b alpn=y NONE
          | ssl alpn x check-sni a | ` ssl` | 10.0.0.1:8443 tls alpn=x NONE
          | ssl alpn x check-sni a | ` default` | 10.0.0.1:8443 tls sni=a alpn=x NONE
          """)
  void transport_as_haproxy_uses_it(
      String defaultServer, String server, String connect, String expected) {
    assertThat(shown(spec(defaultServer, server, connect))).isEqualTo(expected);
  }

  @Test
  void tcp_checks_use_the_server_options_unless_connect_discards_them() {
    String section = "backend b\n  option tcp-check\n%s  server s h:1 check ssl send-proxy\n";
    assertThat(shown(check(section.formatted("")))).isEqualTo("h:1 tls V1");
    assertThat(shown(check(section.formatted("  tcp-check connect\n")))).isEqualTo("h:1 NONE");
  }

  @Test
  void of_several_connections_the_first_counts() {
    String section = "backend b\n  option %s\n%s  server s h:1 check ssl\n";
    String tcp = "  tcp-check connect port 81\n  tcp-check expect string x\n";
    assertThat(shown(check(section.formatted("tcp-check", tcp)))).isEqualTo("h:81 NONE");
    String http =
        "  http-check connect port 82 ssl\n  http-check send uri /a\n"
            + "  http-check connect port 83\n  http-check send uri /b\n";
    assertThat(shown(check(section.formatted("httpchk", http)))).isEqualTo("h:82 tls NONE");
  }

  @Test
  void of_http_over_another_protocol_only_its_opening_is_mirrored() {
    CheckSpec check = spec(null, "proto h2", null);
    assertThat(check.exchange()).isEqualTo(new CheckExchange.Talk(Dialogue.openingOfHttp2()));
    assertThat(check.proper().exchange())
        .isEqualTo(new CheckExchange.NotMirrored("httpchk over h2"));
    assertThat(spec(null, "proto fcgi", null).exchange())
        .isEqualTo(new CheckExchange.NotMirrored("httpchk over fcgi"));
    assertThat(spec("proto h2", "check-proto h1", null).exchange())
        .isInstanceOf(CheckExchange.Http.class);
  }

  @Test
  void what_lies_between_is_noted() {
    assertThat(notes(spec(null, "socks4 10.0.0.7:1080 check-via-socks4 namespace blue", null)))
        .containsExactly(
            "5: The network namespace blue is not entered.",
            "5: The check goes through a SOCKS proxy, which is not repeated.");
  }

  @Test
  void traffic_sni_is_noted_as_not_used() {
    assertThat(spec(null, "ssl sni str(x.example)", null).notes())
        .singleElement()
        .asString()
        .contains("check-sni");
  }

  @ParameterizedTest
  @CsvSource({
    "3.3.0, '', web.example",
    "3.3.0, no-check-sni-auto, ''",
    "3.3.0, check-sni x.example, x.example",
    "3.2.9, '', ''",
  })
  void newer_versions_take_the_sni_from_the_host(String version, String word, String expected) {
    Configuration configuration =
        ConfigText.read(
            """
            backend b
              option httpchk GET / HTTP/1.1 web.example:8443
              server s h:1 check ssl verify none %s
            """
                .formatted(word),
            Map.of(),
            Optional.of(version));
    CheckSpec spec =
        configuration.server(new ServerRef("b", "s")).orElseThrow().check().orElseThrow();
    assertThat(spec.tls().orElseThrow().sni().orElse("")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"connect ssl, ''", "connect default, ''", "connect ssl sni x.example, x.example"})
  void a_connect_rule_takes_no_sni_from_the_host(String rule, String expected) {
    Configuration configuration =
        ConfigText.read(
            """
            backend b
              option httpchk GET / HTTP/1.1 web.example
              http-check %s
              server s h:1 check ssl verify none
            """
                .formatted(rule),
            Map.of(),
            Optional.of("3.4.7"));
    CheckSpec spec =
        configuration.server(new ServerRef("b", "s")).orElseThrow().check().orElseThrow();
    assertThat(spec.tls().orElseThrow().sni().orElse("")).isEqualTo(expected);
  }

  @Test
  void tls_settings_come_from_server_and_global() {
    String config =
        """
        global
          ca-base /etc/ca
          crt-base /etc/crt
          ssl-default-server-options ssl-min-ver TLSv1.2 no-tls-tickets
        backend b
          server s h:443 check ssl ca-file ca.pem crt me.pem verifyhost web.example %s
        """;
    TlsSettings tls = check(config.formatted("")).tls().orElseThrow();
    assertThat(tls)
        .isEqualTo(
            new TlsSettings(
                Optional.empty(),
                List.of(),
                true,
                Optional.of("/etc/ca/ca.pem"),
                Optional.of("web.example"),
                Optional.of("/etc/crt/me.pem"),
                Optional.of("TLSv1.2"),
                Optional.empty()));
    assertThat(check(config.formatted("verify none")).tls().orElseThrow().verify()).isFalse();
    assertThat(check(config.formatted("ca-file @system-ca")).tls().orElseThrow().caFile())
        .contains("@system-ca");
  }

  @ParameterizedTest
  @CsvSource({
    "force-tlsv12, TLSv1.2, TLSv1.2",
    "no-tlsv10 no-tlsv11, TLSv1.2, ''",
    "no-sslv3, '', ''",
    "no-tlsv13, '', TLSv1.2",
    "ssl-min-ver TLSv1.1 ssl-max-ver TLSv1.2, TLSv1.1, TLSv1.2",
    "no-sslv3 no-tlsv10 no-tlsv11 no-tlsv12, TLSv1.3, ''",
  })
  void tls_versions_in_the_older_words_too(String words, String least, String greatest) {
    TlsSettings tls = spec(null, "ssl " + words, null).tls().orElseThrow();
    assertThat(tls.minVersion().orElse("")).isEqualTo(least);
    assertThat(tls.maxVersion().orElse("")).isEqualTo(greatest);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "source 10.1.0.1, '', 10.1.0.1",
    "source 10.1.0.1, source 10.1.0.2, 10.1.0.2",
    "source 10.1.0.1:0, '', 10.1.0.1",
    "'', source 10.1.0.2:1000-2000, 10.1.0.2",
    "source 10.1.0.1, source 0.0.0.0, ''",
    "source 10.1.0.1, source *, ''",
    "source 10.1.0.1 usesrc clientip, '', 10.1.0.1",
    "source 0.0.0.0 usesrc clientip, '', ''",
    "source 2001:db8::1, '', 2001:db8:",
    "source [2001:db8::1], '', 2001:db8::1",
    "source ipv4@10.1.0.1, '', 10.1.0.1",
  })
  void source_address_of_section_and_server(String section, String server, String expected) {
    CheckSpec spec =
        check("defaults\n  " + section + "\nbackend b\n  server s h:1 check " + server + "\n");
    assertThat(spec.source().orElse("")).isEqualTo(expected);
  }

  @Test
  void interface_is_noted() {
    CheckSpec spec =
        check("backend b\n  server s h:1 check source 10.1.0.1 interface eth1 inter 5s\n");
    assertThat(notes(spec))
        .containsExactly("2: Connections are bound to interface eth1, which is not repeated.");
    assertThat(spec.timing().inter()).hasSeconds(5);
  }

  @Test
  void an_address_of_the_client_is_no_interface() {
    CheckSpec spec = check("backend b\n  server s h:1 check source 10.1.0.1 usesrc clientip\n");

    assertThat(spec.source()).contains("10.1.0.1");
    assertThat(spec.notes()).isEmpty();
  }
}
