package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxydoctor.model.Configuration;

/// Whatever the text is, reading it ends with a configuration.
class HostileConfigTest {
  private static final List<String> PIECES =
      List.of(
          "global",
          "defaults",
          "backend",
          "listen",
          "frontend",
          "from",
          "b",
          "s",
          "server",
          "server-template",
          "default-server",
          "option",
          "httpchk",
          "tcp-check",
          "http-check",
          "send",
          "expect",
          "connect",
          "hdr",
          "Host",
          "status",
          "200-",
          "!",
          "no",
          "timeout",
          "check",
          "source",
          "usesrc",
          "interface",
          "addr",
          "port",
          "0",
          "-1",
          "99999999999",
          "1-3",
          "10.0.0.1:80",
          "[::1",
          "]:",
          "@",
          "unix@",
          "abns@x",
          "ssl",
          "sni",
          "str(",
          "acl",
          "use_backend",
          "if",
          "{",
          "}",
          "hdr(host)",
          "-m",
          "-f",
          ".if",
          ".elif",
          ".else",
          ".endif",
          "(",
          ")",
          "&&",
          "||",
          "version_atleast(",
          "defined(X)",
          "\"",
          "'",
          "\\",
          "\\x",
          "\\x4",
          "${",
          "${A",
          "$",
          "\"${A[*]}\"",
          "#",
          "%",
          "%[",
          "%[str(a)]",
          "\r",
          "\n",
          "\n ",
          "\n  ",
          "\t",
          "\u0000",
          "\uFEFF",
          "resolvers",
          "nameserver",
          "stats",
          "socket",
          "setenv",
          "é");

  @Provide
  Arbitrary<String> configurations() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60).map(l -> String.join(" ", l));
  }

  @Property(tries = 1000)
  void pieces_of_configuration_in_any_order(@ForAll("configurations") String text) {
    assertThat(read(text).files()).hasSize(1);
  }

  @Property(tries = 200)
  void any_text(@ForAll String text) {
    assertThat(read(text).files()).hasSize(1);
    assertThat(read("backend b\n  server " + text + "\n").files()).hasSize(1);
    assertThat(read("backend b\n  option httpchk " + text + "\n server s h:1 check\n").files())
        .hasSize(1);
  }

  private static Configuration read(String text) {
    return ConfigText.read(text, Map.of("A", "x y"), Optional.of("2.6.12"));
  }
}
