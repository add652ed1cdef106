package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.config.ConfigText.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAnswersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats enable",
        "stats uri /status",
        "redirect scheme https",
        "http-request redirect scheme https unless { ssl_fc }",
        "http-request return status 200",
        "http-request deny",
        "http-request silent-drop",
        "errorfile 503 /etc/haproxy/errors/maintenance.http",
        "errorloc302 503 https://status.example.org/",
        "http-error status 503 content-type text/plain string gone",
        "http-request use-service prometheus-exporter",
        "dispatch 10.0.0.1:80",
        "stick-table type ip size 1m expire 10m store http_req_rate(10s)",
      })
  void sections_that_are_complete_without_servers(String line) {
    assertThat(needsNoServers(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "option httpchk GET /",
        "http-request deny if { src 192.0.2.0/24 }",
        "http-request auth unless { http_auth(users) }",
        "http-request silent-drop if { src 192.0.2.0/24 }",
        "errorfile 502 /etc/haproxy/errors/502.http",
        "http-error status 404 content-type text/plain string gone",
        "http-request set-header X-Forwarded-Proto https",
      })
  void sections_that_need_servers(String line) {
    assertThat(needsNoServers(line)).isFalse();
  }

  @Test
  void a_page_that_comes_from_defaults_makes_no_section_complete() {
    assertThat(
            read("defaults\n  errorfile 503 /etc/haproxy/errors/503.http\nbackend b\n  mode http\n")
                .backend("b")
                .orElseThrow()
                .needsNoServers())
        .isFalse();
  }

  private static boolean needsNoServers(String line) {
    return read("backend b\n  " + line + "\n").backend("b").orElseThrow().needsNoServers();
  }
}
