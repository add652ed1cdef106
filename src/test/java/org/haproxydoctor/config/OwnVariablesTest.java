package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.config.ConfigText.problems;
import static org.haproxydoctor.config.ConfigText.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;

class OwnVariablesTest {
  private static final String WHICH =
      """
      global
        localpeer lb7
      backend b
      .if defined(HAPROXY_BRANCH)
        server s "$HAPROXY_BRANCH:80"
      .elif defined(HAPROXY_STARTUP_VERSION)
        server s "$HAPROXY_STARTUP_VERSION:80"
      .else
        server s none:80
      .endif
      .if defined(HAPROXY_CFGFILES)
        server files h:1
      .endif
      .if streq("$HAPROXY_LOCALPEER",lb7)
        server peer h:1
      .endif
      """;

  private static Configuration by(String version) {
    return read(WHICH, Map.of(), Optional.of(version));
  }

  private static String host(Configuration configuration) {
    return configuration.server(new ServerRef("b", "s")).orElseThrow().address().host();
  }

  private static List<String> servers(Configuration configuration) {
    return configuration.backend("b").orElseThrow().servers().stream()
        .map(s -> s.ref().server())
        .toList();
  }

  @Test
  void each_version_sets_its_own() {
    assertThat(host(by("2.2.9"))).isEqualTo("none");
    assertThat(host(by("2.6.12-1+deb12u4"))).isEqualTo("2.6.12-1+deb12u4");
    assertThat(host(by("3.2.4"))).isEqualTo("3.2");
    assertThat(servers(by("3.0.11"))).containsExactly("s", "peer");
    assertThat(servers(by("3.2.4"))).containsExactly("s", "files", "peer");
    assertThat(problems(by("3.2.4"))).isEmpty();
  }

  @Test
  void a_line_with_unknown_variables_says_so() {
    Configuration read =
        read(
            """
            backend b
              server s "${APP_HOST}:80"
              server t "${OTHER-10.0.0.1}:80"
              server u "${KNOWN}:80"
            """,
            Map.of("KNOWN", "10.0.0.2"),
            Optional.empty());

    assertThat(read.backend("b").orElseThrow().servers())
        .extracting(s -> s.line().unsure())
        .containsExactly(true, false, false);
  }

  @Test
  void the_local_peer_has_this_hosts_name() {
    assertThat(
            problems(
                """
                backend b
                  server "$HAPROXY_LOCALPEER" 127.0.0.1:80 check
                """))
        .isEmpty();
  }

  @Test
  void whether_there_is_a_master_is_said_to_be_unknown() {
    assertThat(
            problems(
                """
                backend b
                .if defined(HAPROXY_MWORKER)
                  server s h:1
                .endif
                """))
        .containsExactly("2: defined(HAPROXY_MWORKER) cannot be known here, taken as false");
  }
}
