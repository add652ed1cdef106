package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.config.ConfigText.read;

import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.UseServer;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;

class UseServerConfigTest {
  @Test
  void a_rule_leads_to_the_server_it_names() {
    BackendConfig section = section("use-server w1 if { path /a }");
    assertThat(section.leadingTo(server("w1")).map(UseServer::line))
        .hasValueSatisfying(l -> assertThat(l.text()).isEqualTo("use-server w1 if { path /a }"));
    assertThat(section.leadingTo(server("w2"))).isEmpty();
  }

  @Test
  void a_rule_that_reads_the_name_from_the_request_may_lead_to_any_server() {
    BackendConfig section = section("use-server %[req.hdr(x-server)] if TRUE");
    assertThat(section.leadingTo(server("w1"))).isPresent();
    assertThat(section.leadingTo(server("w2"))).isPresent();
  }

  @Test
  void without_rules_only_the_balancing_leads_anywhere() {
    assertThat(section("balance roundrobin").leadingTo(server("w1"))).isEmpty();
  }

  private static BackendConfig section(String line) {
    return read("backend app\n  " + line + "\n  server w1 10.0.0.1:80 weight 0\n")
        .backend("app")
        .orElseThrow();
  }

  private static ServerRef server(String name) {
    return new ServerRef("app", name);
  }
}
