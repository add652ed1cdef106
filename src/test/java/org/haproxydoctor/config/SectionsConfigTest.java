package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.haproxydoctor.config.ConfigText.check;
import static org.haproxydoctor.config.ConfigText.problems;
import static org.haproxydoctor.config.ConfigText.read;
import static org.haproxydoctor.config.ConfigText.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckTiming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionsConfigTest {

  @Test
  void timing_comes_from_server_default_server_and_sections() {
    CheckTiming timing =
        check(
                """
                defaults
                  timeout connect 5s
                  timeout check 10000
                  default-server inter 3s rise 4
                backend b
                  default-server downinter 1m fall 5
                  timeout check 2s
                  server s 10.0.0.1:80 check fastinter 500ms rise 1
                """)
            .timing();
    assertThat(timing)
        .isEqualTo(
            new CheckTiming(
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                1,
                5,
                Optional.of(Duration.ofSeconds(2)),
                Optional.of(Duration.ofSeconds(5))));
  }

  @Test
  void without_any_word_the_timing_is_haproxys() {
    assertThat(check("backend b\n  server s h:1 check\n").timing())
        .isEqualTo(CheckTiming.defaults());
  }

  @Test
  void default_server_counts_only_for_the_servers_after_it() {
    Configuration configuration =
        read(
            """
            backend b
              server before h:1
              default-server check disabled weight 7 backup
              server s h:1
              server own h:1 no-check enabled weight 3 no-backup
              default-server no-check
              server after h:1
            """);
    List<ServerConfig> servers = configuration.backend("b").orElseThrow().servers();
    assertThat(servers)
        .extracting(
            s -> s.ref().server(),
            s -> s.check().isPresent(),
            s -> s.disabledAt().map(l -> l.number()).orElse(0),
            ServerConfig::weight,
            ServerConfig::backup)
        .containsExactly(
            tuple("before", false, 0, 1, false),
            tuple("s", true, 3, 7, true),
            tuple("own", false, 0, 3, false),
            tuple("after", false, 3, 7, true));
    assertThat(servers.get(2).weightAt().orElseThrow().number()).isEqualTo(5);
  }

  @Test
  void sections_use_the_last_defaults_before_them_or_those_they_name() {
    Configuration configuration =
        read(
            """
            defaults
              default-server inter 1s
            backend one
              server s h:1 check
            defaults web
              default-server inter 4s
            backend two
              server s h:1 check
            defaults more from web
              default-server fall 9
            defaults
              mode tcp
            backend three
              server s h:1 check
            backend four from more
              server s h:1 check
            listen five from web
              server s h:1 check
            """);
    assertThat(configuration.backends())
        .extracting(BackendConfig::name, SectionsConfigTest::interAndFall)
        .containsExactly(
            tuple("one", "PT1S 3"),
            tuple("two", "PT4S 3"),
            tuple("three", "PT2S 3"),
            tuple("four", "PT4S 9"),
            tuple("five", "PT4S 3"));
    assertThat(configuration.problems()).isEmpty();
  }

  private static String interAndFall(BackendConfig backend) {
    CheckTiming timing = backend.servers().getFirst().check().orElseThrow().timing();
    return timing.inter() + " " + timing.fall();
  }

  @Test
  void defaults_do_not_inherit_from_the_defaults_before_them() {
    assertThat(
            check(
                    """
                    defaults
                      option httpchk GET /old
                    defaults
                      timeout connect 1s
                    backend b
                      server s h:1 check
                    """)
                .exchange())
        .isInstanceOf(CheckExchange.ConnectOnly.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:80, 10.0.0.1, 80",
    "web.example:8080, web.example, 8080",
    "web.example, web.example, 0",
    "ipv4@web.example:80, web.example, 80",
    "ipv6@[2001:db8::1]:80, 2001:db8::1, 80",
    "[::1]:80, ::1, 80",
    "[::1], ::1, 0",
    "2001:db8::1:80, 2001:db8::1, 80",
    "unix@/run/app.sock, /run/app.sock, 0",
    "unix@run/app.sock, /run/app.sock, 0",
    "/run/app.sock, /run/app.sock, 0",
    "*:80, 0.0.0.0, 80",
    ":80, 0.0.0.0, 80",
    "tcp@10.0.0.1:80, 10.0.0.1, 80",
    "stream+ipv4@10.0.0.1:80, 10.0.0.1, 80",
    "10.0.0.1:+10, 10.0.0.1, 0",
    "10.0.0.1:0, 10.0.0.1, 0",
    "abns@app, abns@app, 0",
  })
  void server_addresses(String address, String host, int port) {
    assertThat(server("backend b\n  server s " + address + "\n").address())
        .isEqualTo(new Endpoint(host, port));
  }

  @Test
  void addresses_that_cannot_be_used_are_said() {
    assertThat(
            problems(
                """
                backend b
                  server a 10.0.0.1:+10 check port 80
                  server b 10.0.0.1 check
                  server c 10.0.0.1:0 check
                  server d 10.0.0.1:http
                  server e foo@10.0.0.1:80
                  server f _http._tcp.example check
                  server g
                """))
        .containsExactlyInAnyOrder(
            "2: the port depends on the client's, it is taken as unknown",
            "3: server b/b is checked, but has neither a port nor a check port",
            "4: server b/c is checked, but has neither a port nor a check port",
            "5: 'http' is not a port",
            "6: unknown address family 'foo@'",
            "8: a server needs a name and an address");
  }

  @Test
  void templates_make_servers_by_number_or_range() {
    Configuration configuration =
        read(
            """
            backend b
              server-template web 2 web.example:80 check inter 1s
              server-template db 5-7 db.example:5432 resolvers dns
            """);
    BackendConfig backend = configuration.backend("b").orElseThrow();
    assertThat(backend.servers())
        .extracting(s -> s.ref().server())
        .containsExactly("web1", "web2", "db5", "db6", "db7");
    assertThat(backend.servers().get(1).check().orElseThrow().timing().inter()).hasSeconds(1);
    assertThat(backend.servers().get(3).resolvers()).contains("dns");
  }

  @Test
  void bad_templates_are_said_and_huge_ones_cut() {
    Configuration configuration =
        read(
            """
            backend b
              server-template a 2-x h:1
              server-template a 5-2 h:1
              server-template a 0 h:1
              server-template a 1-999999999 h:1
              server-template a 9999999999 h:1
              server z h:1
            """);
    assertThat(problems(configuration))
        .containsExactly(
            "2: '2-x' is neither a number nor a range",
            "3: '5-2' makes no server",
            "4: '0' makes no server",
            "5: too many servers, only 50000 of this template are taken",
            "6: '9999999999' is neither a number nor a range",
            "7: too many servers, this and the rest are not taken");
    assertThat(configuration.backend("b").orElseThrow().servers()).hasSize(50_000);
  }

  @Test
  void sections_beyond_what_any_haproxy_could_have_are_not_taken() {
    String many = "backend x\n".repeat(50_000);

    Configuration configuration =
        read(many + "backend b\n  server s h:1 check\nresolvers r\nglobal\n  bogus\n");

    assertThat(configuration.backends()).hasSize(50_000);
    assertThat(configuration.backend("b")).isEmpty();
    assertThat(problems(configuration))
        .containsExactly(
            "50001: too many sections, this one is not taken",
            "50003: too many sections, this one is not taken");
  }

  @Test
  void tracking_names_the_backend_too() {
    assertThat(server("backend b\n  server s h:1 track t\n").track()).contains("b/t");
    assertThat(server("backend b\n  server s h:1 track x/t\n").track()).contains("x/t");
  }

  @Test
  void unknown_server_settings_are_said_and_the_words_after_them_read() {
    String config =
        """
        backend b
          server s h:1 chck check cookie check weight 300 inter 1.5s rise 0 slowstart 5s no-disabled
        """;
    assertThat(server(config).check()).isPresent();
    assertThat(problems(config))
        .containsExactly(
            "2: unknown server setting 'chck'",
            "2: '300' is not a value for weight",
            "2: '1.5s' is not a time for inter",
            "2: '0' is not a value for rise",
            "2: unknown server setting 'no-disabled'");
    assertThat(server("backend b\n  server s h:1 cookie check\n").check()).isEmpty();
  }

  @Test
  void servers_of_peers_and_rings_are_no_servers() {
    Configuration configuration =
        read(
            """
            peers mypeers
              server p1 10.0.0.1:1024
            ring r
              server log 10.0.0.2:514
            frontend f
              bind :80
            """);
    assertThat(configuration.backends()).isEmpty();
    assertThat(configuration.problems()).isEmpty();
  }

  @Test
  void unknown_sections_are_said_and_skipped() {
    String config =
        """
        backend b
          server s h:1
        quantum q
          server t h:1
        backend c
        balance roundrobin
          server u h:1
        """;
    assertThat(problems(config)).containsExactly("3: unknown section 'quantum', skipped");
    assertThat(read(config).backend("b").orElseThrow().servers()).hasSize(1);
    assertThat(read(config).backend("c").orElseThrow().servers()).hasSize(1);
  }

  @Test
  void keywords_without_indentation_among_indented_ones_open_no_section() {
    String config =
        """
        global
          maxconn 100
        spread-checks 4
        lua-load /etc/haproxy/a.lua
          stats socket /run/a.sock
        peers p
          peer lb1 10.0.0.1:10000
        table t type ip size 1k
        backend b
          balance source
        force-be-switch if FALSE
          server s h:1
        """;
    assertThat(problems(config)).isEmpty();
    assertThat(read(config).statsSockets()).containsExactly("/run/a.sock");
    assertThat(read(config).backend("b").orElseThrow().servers()).hasSize(1);
  }

  @Test
  void text_that_is_no_configuration_is_said_once() {
    assertThat(problems("Dear Sir,\nplease find\nattached\n"))
        .containsExactly("1: 'Dear' is in no section; the lines up to the next are skipped");
  }

  @Test
  void stats_sockets_are_listed_as_one_can_connect_to_them() {
    assertThat(
            read("""
            global
              stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners
              stats socket unix@/run/b.sock level user
              stats socket ipv4@127.0.0.1:9999 level operator
              stats socket *:9998
              stats socket fd@3
              stats socket sockpair@4
              stats socket abns@x
              stats timeout 30s
            """)
                .statsSockets())
        .containsExactly(
            "/run/haproxy/admin.sock", "/run/b.sock", "127.0.0.1:9999", "127.0.0.1:9998");
  }

  @Test
  void resolvers_list_their_nameservers() {
    Configuration configuration =
        read(
            """
            resolvers dns
              nameserver one 10.0.0.53:5353
              nameserver two 10.0.0.54
              nameserver three tcp@10.0.0.55:53
              hold nx 10s
              nameserver bad
            """);
    assertThat(configuration.resolvers("dns").orElseThrow().nameservers(List.of()))
        .containsExactly(
            new Endpoint("10.0.0.53", 5353),
            new Endpoint("10.0.0.54", 53),
            new Endpoint("10.0.0.55", 53));
    assertThat(problems(configuration))
        .containsExactly("6: a nameserver needs a name and an address");
  }

  @Test
  void variables_come_from_the_environment_and_from_global() {
    String config =
        """
        global
          setenv BACK 10.0.0.1
          presetenv PORT 81
          presetenv NEW 1m
          unsetenv GONE
        backend b
          server s "${BACK}:${PORT}" check inter "$NEW"
          server t "${GONE-10.0.0.9}:1"
          server u "$NOBODY:1"
          option httpchk GET "/$FORGOTTEN"
          stats uri "/$IGNORED"
        """;
    Configuration configuration =
        ConfigText.read(config, Map.of("PORT", "82", "GONE", "x"), Optional.empty());
    BackendConfig backend = configuration.backend("b").orElseThrow();
    assertThat(backend.servers())
        .extracting(s -> s.address().toString())
        .containsExactly("10.0.0.1:82", "10.0.0.9:1", "0.0.0.0:1");
    assertThat(problems(configuration))
        .containsExactly(
            "9: environment variable NOBODY is not known here",
            "10: environment variable FORGOTTEN is not known here");
  }

  @Test
  void conditional_blocks_choose_their_lines() {
    String config =
        """
        backend b
        .if version_atleast(2.8)
          server new h:1
        .elif defined(X) && streq("$X",yes)
          server yes h:1
          .if 0
            server never h:1
          .else
            server inner h:1
          .endif
        .elif 1
          server second h:1
        .else
          server other h:1
        .endif
        .notice "hello"
        .warning "old"
        .if 0
        .alert "not reached"
        .endif
        """;
    Configuration configuration =
        ConfigText.read(config, Map.of("X", "yes"), Optional.of("2.6.12"));
    assertThat(configuration.backend("b").orElseThrow().servers())
        .extracting(s -> s.ref().server())
        .containsExactly("yes", "inner");
    assertThat(problems(configuration))
        .containsExactly("17: the file itself raises a warning: old");
  }

  @Test
  void what_a_condition_assumes_is_said_only_where_a_check_may_hang_on_it() {
    assertThat(
            problems(
                """
                frontend f
                .if feature(PROMEX)
                  http-request use-service prometheus-exporter if { path /metrics }
                .endif
                backend b
                .if feature(OPENSSL)
                  description with TLS
                .else
                .if enabled(POLL)
                .endif
                  server s h:1 check
                .endif
                .if feature(LUA)
                  http-request lua.x
                .endif
                """))
        .containsExactly("6: feature(OPENSSL) cannot be known here, taken as true");
  }

  @Test
  void unbalanced_conditions_are_said() {
    assertThat(problems(".endif\n.else\n.elif 1\n.foo\n.if 1\n.else\n.else\n.if 0\n.bar\n"))
        .containsExactly(
            "1: .endif without .if",
            "2: .else without .if",
            "3: .elif without .if",
            "4: unknown directive .foo",
            "7: .else after .else",
            "9: .if without .endif");
  }
}
