package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.StatTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The dumps of every supported version are read without a word left over.
class CapturesTest {
  static final List<String> VERSIONS = Captures.VERSIONS;

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void every_status_and_check_word_is_known(String version) {
    List<Server> servers = servers(version);
    assertThat(servers).hasSize(18);
    assertThat(servers).extracting(s -> s.status().word()).doesNotContain(Word.OTHER);
    assertThat(servers.stream().flatMap(s -> s.check().stream()))
        .hasSizeGreaterThan(8)
        .extracting(c -> c.status())
        .doesNotContain(CheckStatus.OTHER);
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void proxies_come_in_their_order_and_kind(String version) {
    Proxies proxies = proxies(version);
    assertThat(proxies.frontends()).extracting(Frontend::name).containsExactly("web", "stats");
    assertThat(proxies.frontends()).extracting(Frontend::status).containsOnly("OPEN");
    assertThat(proxies.backends())
        .extracting(Backend::name)
        .containsExactly("good", "mixed", "empty", "tcpchk", "stats");
    assertThat(backend(version, "stats").hasFrontend()).isTrue();
    assertThat(backend(version, "good").hasFrontend()).isFalse();
    assertThat(backend(version, "empty").isEmpty()).isTrue();
    assertThat(backend(version, "empty").status()).isEqualTo("UP");
    assertThat(backend(version, "tcpchk").status()).isEqualTo("DOWN");
    assertThat(backend(version, "tcpchk").serves()).isFalse();
    assertThat(backend(version, "mixed").activeUsable()).isEqualTo(2);
    assertThat(backend(version, "good").backupUsable()).isEqualTo(1);
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void servers_carry_status_check_and_address(String version) {
    Server refused = server(version, "refused");
    assertThat(refused.status().word()).isEqualTo(Word.DOWN);
    assertThat(refused.check().orElseThrow().status()).isEqualTo(CheckStatus.L4CON);
    assertThat(refused.check().orElseThrow().lastReport()).contains("Connection refused");
    assertThat(refused.check().orElseThrow().rise()).hasValue(2);
    assertThat(refused.address()).map(Endpoint::host).contains("127.0.0.1");
    assertThat(server(version, "notfound").check().orElseThrow().code()).hasValue(404);
    assertThat(server(version, "agentdown").status().word()).isEqualTo(Word.DOWN_BY_AGENT);
    assertThat(server(version, "nocheck").status().word()).isEqualTo(Word.NO_CHECK);
    assertThat(server(version, "nocheck").check()).isEmpty();
    assertThat(server(version, "drain").status().word()).isEqualTo(Word.DRAIN);
    assertThat(server(version, "weight0").usable()).isFalse();
    assertThat(server(version, "tracked").tracked()).contains(new ServerRef("mixed", "refused"));
    assertThat(server(version, "viamaint").status().via())
        .contains(new ServerRef("mixed", "maint"));
    assertThat(server(version, "nodns").status().word()).isEqualTo(Word.MAINT_RESOLUTION);
    assertThat(server(version, "nodns").address()).isEmpty();
    assertThat(backend(version, "good").servers().getLast().backup()).isTrue();
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void a_check_in_progress_keeps_the_previous_word(String version) {
    var running =
        servers(version).stream()
            .flatMap(s -> s.check().stream())
            .filter(c -> c.raw().startsWith("* "))
            .toList();
    assertThat(running).isNotEmpty().allMatch(c -> c.inProgress());
    assertThat(running).allMatch(c -> c.raw().equals("* " + c.status()));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void the_process_is_described(String version) {
    ProcessInfo info = InfoParser.parse(Captures.read(version, "show-info.txt"));
    assertThat(info.version()).startsWith(version);
    assertThat(info.pid()).isPresent();
    assertThat(info.uptime().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofHours(1));
    assertThat(info.stopping()).isFalse();
    assertThat(info.fields())
        .containsEntry("node", "lb1")
        .containsEntry("Unstoppable Jobs", "0")
        .containsEntry("Ulimit-n", "647");
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void server_states_agree_with_the_statistics(String version) {
    Map<ServerRef, ServerState> states =
        ServersStateParser.parse(Captures.read(version, "show-servers-state.txt"));
    assertThat(states.keySet())
        .containsExactlyElementsOf(servers(version).stream().map(Server::ref).toList());
    assertThat(state(states, "cfgmaint").admin())
        .containsExactlyInAnyOrder(AdminFlag.FMAINT, AdminFlag.CMAINT);
    assertThat(state(states, "drain").admin()).containsExactly(AdminFlag.FDRAIN);
    assertThat(state(states, "viamaint").admin()).containsExactly(AdminFlag.IMAINT);
    assertThat(state(states, "nodns").admin()).containsExactly(AdminFlag.RMAINT);
    assertThat(state(states, "nodns").name()).contains("no-such-name.invalid");
    assertThat(state(states, "nodns").address()).isEmpty();
    assertThat(state(states, "weight0").userWeight()).isZero();
    assertThat(state(states, "refused").operState()).isZero();
    assertThat(state(states, "refused").address()).isEqualTo(server(version, "refused").address());
    assertThat(state(states, "refused").usesSsl())
        .isEqualTo(version.equals("2.0.0") ? Optional.empty() : Optional.of(false));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void connections_are_read_where_the_version_knows_them(String version) {
    List<ServerConnections> connections =
        ServersConnParser.parse(Captures.read(version, "show-servers-conn.txt"));
    if (version.equals("2.0.0")) {
      assertThat(connections).isEmpty();
    } else {
      assertThat(connections).hasSize(18);
      assertThat(connections.getFirst().ref()).isEqualTo(new ServerRef("good", "g1"));
      assertThat(connections).allMatch(c -> c.used().isPresent() && c.idle().isPresent());
      assertThat(connections.getFirst().mostUsed()).hasValue(1);
    }
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void all_columns_stay_available(String version) {
    StatTable table = StatCsv.parse(Captures.read(version, "show-stat.csv"));
    assertThat(table.columns()).startsWith("pxname", "svname").doesNotContain("");
    assertThat(table.columns().size()).isGreaterThanOrEqualTo(88);
    assertThat(table.rows()).hasSize(18 + 5 + 2);
    assertThat(table.rows())
        .extracting(r -> r.text("last_agt"))
        .contains(version.equals("2.4.0") ? "" : "via agent : down (deploy, phase 2)");
  }

  private static Proxies proxies(String version) {
    return ProxiesParser.parse(StatCsv.parse(Captures.read(version, "show-stat.csv")));
  }

  private static Backend backend(String version, String name) {
    return proxies(version).backend(name).orElseThrow();
  }

  private static List<Server> servers(String version) {
    return proxies(version).backends().stream().flatMap(b -> b.servers().stream()).toList();
  }

  private static Server server(String version, String name) {
    return backend(version, "mixed").servers().stream()
        .filter(s -> s.ref().server().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ServerState state(Map<ServerRef, ServerState> states, String name) {
    return java.util.Objects.requireNonNull(states.get(new ServerRef("mixed", name)));
  }
}
