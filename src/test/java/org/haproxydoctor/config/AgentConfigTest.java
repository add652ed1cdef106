package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.config.ConfigText.problems;
import static org.haproxydoctor.config.ConfigText.read;
import static org.haproxydoctor.config.ConfigText.server;

import java.util.Optional;
import org.haproxydoctor.model.Configuration.Reach;
import org.haproxydoctor.model.Configuration.StateFileUse;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.AgentSpec;
import org.haproxydoctor.model.check.Passage;
import org.haproxydoctor.model.check.ProxyHeader;
import org.junit.jupiter.api.Test;

/// Agents, the way of the traffic, state files: what a server has besides its check.
class AgentConfigTest {
  private static AgentSpec agent(String words) {
    return server("backend b\n  server s 10.0.0.1:80 " + words + "\n").agent().orElseThrow();
  }

  private static Passage passage(String words) {
    return server("backend b\n  server s " + words + "\n").passage();
  }

  @Test
  void an_agent_is_asked_at_the_server_s_own_address() {
    AgentSpec agent = agent("agent-check agent-port 9000");
    assertThat(agent.target()).isEqualTo(new Endpoint("10.0.0.1", 9000));
    assertThat(agent.ownAddress()).isFalse();
    assertThat(agent.send()).isEmpty();
  }

  @Test
  void an_agent_may_have_an_address_and_a_greeting_of_its_own() {
    AgentSpec agent = agent("agent-check agent-addr 10.0.0.9 agent-port 9000 agent-send \"w1\\n\"");
    assertThat(agent.target()).isEqualTo(new Endpoint("10.0.0.9", 9000));
    assertThat(agent.ownAddress()).isTrue();
    assertThat(agent.send()).isEqualTo("w1\n");
  }

  @Test
  void without_the_word_or_the_port_there_is_no_agent() {
    assertThat(server("backend b\n  server s 10.0.0.1:80 agent-port 9000\n").agent()).isEmpty();
    assertThat(server("backend b\n  server s 10.0.0.1:80 agent-check\n").agent()).isEmpty();
    assertThat(
            server(
                    """
                    backend b
                      default-server agent-check agent-port 9000
                      server s 10.0.0.1:80 no-agent-check
                    """)
                .agent())
        .isEmpty();
  }

  @Test
  void its_words_are_known() {
    assertThat(
            problems(
                "backend b\n  server s 10.0.0.1:80 agent-check agent-port 1 agent-inter 2s socks4"
                    + " 1.2.3.4:5 check\n"))
        .isEmpty();
  }

  @Test
  void traffic_goes_with_tls_and_a_header_as_the_line_says() {
    Passage way = passage("10.0.0.1:443 ssl verify none sni str(app.test) send-proxy-v2");
    assertThat(way.tls().orElseThrow().sni()).contains("app.test");
    assertThat(way.proxyHeader()).isEqualTo(ProxyHeader.V2);
    assertThat(way.obstacle()).isEmpty();
    assertThat(way.namedByRequest()).isFalse();
    Passage named = passage("10.0.0.1:443 ssl verify none sni req.hdr(host)");
    assertThat(named.tls().orElseThrow().sni()).isEmpty();
    assertThat(named.namedByRequest()).isTrue();
    assertThat(passage("10.0.0.1:80")).isEqualTo(Passage.PLAIN);
  }

  @Test
  void what_is_said_of_checks_is_not_heeded_by_traffic() {
    Passage way = passage("10.0.0.1:443 ssl verify none check check-sni a.test check-alpn h2");
    assertThat(way.tls().orElseThrow().sni()).isEmpty();
    assertThat(way.tls().orElseThrow().alpn()).isEmpty();
  }

  @Test
  void not_every_way_can_be_gone_by_others() {
    assertThat(passage("abns@app").obstacle()).isPresent();
    assertThat(passage("10.0.0.1:80 socks4 10.0.0.2:1080").obstacle()).isPresent();
    assertThat(passage("10.0.0.1:80 namespace blue").obstacle()).isPresent();
    assertThat(passage("10.0.0.1:+10").obstacle()).isPresent();
    assertThat(passage("10.0.0.1").obstacle()).isPresent();
    assertThat(passage("0.0.0.0:80").obstacle()).isPresent();
    assertThat(passage("unix@/run/app.sock").obstacle()).isEmpty();
  }

  @Test
  void a_state_file_is_one_for_all_or_one_of_the_section() {
    assertThat(
            stateFile(
                """
                global
                  server-state-base /var/state
                  server-state-file servers
                defaults
                  load-server-state-from-file global
                backend b
                """))
        .contains("/var/state/servers");
    assertThat(
            stateFile(
                """
                global
                  server-state-base /var/state
                backend b
                  load-server-state-from-file local
                """))
        .contains("/var/state/b");
    assertThat(
            stateFile(
                """
                backend b
                  load-server-state-from-file local
                  server-state-file-name /run/state.b
                """))
        .contains("/run/state.b");
  }

  @Test
  void no_state_file_where_none_is_loaded() {
    assertThat(stateFile("global\n  server-state-file /var/state\nbackend b\n")).isEmpty();
    assertThat(
            stateFile(
                """
                global
                  server-state-file /var/state
                defaults
                  load-server-state-from-file global
                backend b
                  load-server-state-from-file none
                """))
        .isEmpty();
  }

  private static Optional<String> stateFile(String text) {
    return read(text).backend("b").orElseThrow().stateFile().map(StateFileUse::path);
  }

  @Test
  void requests_come_to_a_section_by_default_by_a_rule_or_not_at_all() {
    String text =
        """
        frontend f
          default_backend a
          use_backend b if { path /b }
        backend a
        backend b
        backend c
        listen l
        """;
    assertThat(read(text).backend("a").orElseThrow().reach()).isEqualTo(Reach.BY_DEFAULT);
    assertThat(read(text).backend("b").orElseThrow().reach()).isEqualTo(Reach.BY_RULE);
    assertThat(read(text).backend("c").orElseThrow().reach()).isEqualTo(Reach.NOT_AT_ALL);
    assertThat(read(text).backend("l").orElseThrow().reach()).isEqualTo(Reach.BY_DEFAULT);
    assertThat(
            read(text + "frontend g\n  use_backend %[req.hdr(host)]\n")
                .backend("c")
                .orElseThrow()
                .reach())
        .isEqualTo(Reach.BY_RULE);
    assertThat(
            read("defaults\n  default_backend c\nfrontend f\nbackend c\n")
                .backend("c")
                .orElseThrow()
                .reach())
        .isEqualTo(Reach.BY_DEFAULT);
  }
}
