package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProxyHeader;
import org.junit.jupiter.api.Test;

/// A configuration as it grows in real life is read without a complaint.
class WholeConfigTest {
  private static final Path SHOP = Path.of("src/test/resources/config/shop.cfg");

  private static Configuration shop(String version) throws ConfigUnreadableException {
    return ConfigReader.read(List.of(SHOP), Map.of(), Optional.of(version));
  }

  private static CheckSpec check(String backend, String server) throws ConfigUnreadableException {
    return shop("2.6.12")
        .server(new ServerRef(backend, server))
        .orElseThrow()
        .check()
        .orElseThrow();
  }

  @Test
  void nothing_in_it_is_a_problem() throws Exception {
    assertThat(shop("2.6.12").problems()).isEmpty();
  }

  @Test
  void backends_and_their_servers() throws Exception {
    assertThat(shop("2.6.12").backends())
        .extracting(b -> b.name() + " " + b.servers().size())
        .containsExactly(
            "web 4",
            "checkout 2",
            "api 4",
            "api-anonymous 2",
            "static 2",
            "redis 2",
            "stats 0",
            "classic 1");
    assertThat(shop("3.0.0").backends()).extracting(BackendConfig::name).contains("modern");
  }

  @Test
  void a_check_with_its_lines_and_times() throws Exception {
    CheckSpec web = check("web", "web1");
    assertThat(web.exchange())
        .isInstanceOfSatisfying(
            CheckExchange.Http.class,
            h -> {
              assertThat(h.check().request()).isEqualTo("GET /health");
              assertThat(h.check().host()).contains("www.shop.example");
            });
    assertThat(web.timing().checkTimeout().orElseThrow()).hasSeconds(3);
    assertThat(web.lines().stream().map(l -> l.text().split("\\s+", -1)[0]))
        .containsExactly(
            "server", "default-server", "option", "http-check", "http-check", "timeout");
  }

  @Test
  void connect_rules_templates_tracking_and_sockets() throws Exception {
    CheckSpec checkout = check("checkout", "c2");
    assertThat(checkout.target()).isEqualTo(new Endpoint("10.20.2.12", 9443));
    assertThat(checkout.tls().orElseThrow().caFile()).contains("/etc/ssl/certs/internal.pem");
    assertThat(checkout.tls().orElseThrow().minVersion()).contains("TLSv1.2");
    assertThat(check("static", "nginx").proxyHeader()).isEqualTo(ProxyHeader.V2);
    assertThat(check("static", "nginx").target().isUnix()).isTrue();
    assertThat(check("static", "cdn").source()).contains("10.20.0.10");
    Configuration shop = shop("2.6.12");
    assertThat(shop.server(new ServerRef("api-anonymous", "a1")).orElseThrow().track())
        .contains("api/api1");
    assertThat(shop.statsSockets()).containsExactly("/run/haproxy/admin.sock", "127.0.0.1:9999");
    assertThat(shop.resolvers("internal").orElseThrow().nameservers(List.of())).hasSize(2);
  }

  @Test
  void host_names_for_each_backend() throws Exception {
    Configuration shop = shop("2.6.12");
    assertThat(shop.backend("web").orElseThrow().hostNames())
        .startsWith("www.shop.example", "shop.example");
    assertThat(shop.backend("api").orElseThrow().hostNames()).startsWith("api.shop.example");
    assertThat(shop.backend("checkout").orElseThrow().hostNames())
        .startsWith("checkout.shop.example", "www.shop.example");
  }
}
