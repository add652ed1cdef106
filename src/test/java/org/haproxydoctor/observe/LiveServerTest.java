package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Later;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.CheckSpec;
import org.junit.jupiter.api.Test;

/// What HAProxy connects to now counts, not what the file says.
class LiveServerTest {
  private static final ServerRef W1 = new ServerRef("app", "w1");
  private static final Endpoint FILE = new Endpoint("10.0.0.1", 8080);

  private static LiveServer live(
      ServerScene scene, Optional<Endpoint> address, Optional<ServerState> state) {
    return live(scene, address, state, spec -> spec);
  }

  private static LiveServer live(
      ServerScene scene,
      Optional<Endpoint> address,
      Optional<ServerState> state,
      UnaryOperator<CheckSpec> change) {
    return live(scene, address, state, change, Path.of("/"));
  }

  private static LiveServer live(
      ServerScene scene,
      Optional<Endpoint> address,
      Optional<ServerState> state,
      UnaryOperator<CheckSpec> change,
      Path root) {
    Observations seen = Incident.of(scene).seen();
    Server row = seen.proxies().value().orElseThrow().backends().getFirst().servers().getFirst();
    Configuration files = seen.configuration().value().orElseThrow();
    Optional<Configuration.ServerConfig> line =
        files
            .server(W1)
            .map(c ->
                new Configuration.ServerConfig(
                    c.ref(),
                    c.line(),
                    c.check().map(s -> change.apply(s).service()).orElse(c.address()),
                    c.disabledAt(),
                    c.weight(),
                    c.weightAt(),
                    c.backup(),
                    c.track(),
                    c.resolvers(),
                    c.source(),
                    Later.known(c.check().map(change))));
    Server now =
        new Server(
            row.ref(),
            row.status(),
            row.backup(),
            row.weight(),
            row.check(),
            address,
            row.sinceChange(),
            row.tracked(),
            row.sessions(),
            row.queued());
    return LiveServer.of(now, state, line, files.backend("app"), root);
  }

  private static Optional<ServerState> state(int checkPort, String checkAddress) {
    return Optional.of(
        new ServerState(
            W1,
            2,
            Set.of(),
            1,
            1,
            Optional.of(new Endpoint("10.9.9.9", 99)),
            Optional.of("w1.internal"),
            Optional.empty(),
            checkPort == 0 ? OptionalInt.empty() : OptionalInt.of(checkPort),
            Optional.of(checkAddress).filter(a -> !a.isEmpty()),
            Optional.empty()));
  }

  private static Endpoint checked(LiveServer live) {
    return live.check().orElseThrow().target();
  }

  @Test
  void the_running_address_replaces_the_files_for_traffic_and_check() {
    Endpoint moved = new Endpoint("10.0.0.77", 9000);
    LiveServer live = live(server("app/w1"), Optional.of(moved), Optional.empty());
    assertThat(live.service()).contains(moved);
    assertThat(checked(live)).isEqualTo(moved);
    assertThat(live.check().orElseThrow().service()).isEqualTo(moved);
    assertThat(live.check().orElseThrow().hasOwnTarget()).isFalse();
  }

  @Test
  void stat_before_state_before_file() {
    assertThat(live(server("app/w1"), Optional.empty(), state(0, "")).service())
        .contains(new Endpoint("10.9.9.9", 99));
    assertThat(live(server("app/w1"), Optional.empty(), Optional.empty()).service()).contains(FILE);
    assertThat(live(server("app/w1").unconfigured(), Optional.empty(), Optional.empty()).service())
        .isEmpty();
  }

  @Test
  void a_check_port_of_its_own_stays_when_the_server_moves() {
    LiveServer live =
        live(
            server("app/w1").checkPort(8081),
            Optional.of(new Endpoint("10.0.0.77", 9000)),
            Optional.empty());
    assertThat(checked(live)).isEqualTo(new Endpoint("10.0.0.77", 8081));
    assertThat(live.check().orElseThrow().hasOwnTarget()).isTrue();
  }

  @Test
  void check_port_and_address_set_at_run_time_win() {
    LiveServer live =
        live(server("app/w1").checkPort(8081), Optional.of(FILE), state(7000, "10.1.1.1"));
    assertThat(checked(live)).isEqualTo(new Endpoint("10.1.1.1", 7000));
    assertThat(live.check().orElseThrow().service()).isEqualTo(FILE);
  }

  @Test
  void the_files_of_unix_sockets_lie_below_haproxy_s_root() {
    Endpoint socket = new Endpoint("/run/app.sock", 0);
    Endpoint health = new Endpoint("/run/health.sock", 0);
    LiveServer live =
        live(
            server("app/w1"),
            Optional.empty(),
            Optional.empty(),
            spec -> spec.withService(socket).withTarget(health),
            Path.of("/jail"));
    assertThat(live.service().orElseThrow().file()).isEqualTo("/jail/run/app.sock");
    assertThat(live.service().orElseThrow()).hasToString("unix@/run/app.sock");
    assertThat(checked(live).file()).isEqualTo("/jail/run/health.sock");
  }

  @Test
  void a_check_address_of_its_own_stays() {
    Endpoint elsewhere = new Endpoint("10.5.5.5", 8080);
    LiveServer live =
        live(
            server("app/w1"),
            Optional.of(new Endpoint("10.0.0.77", 9000)),
            Optional.empty(),
            spec -> spec.withTarget(elsewhere));
    assertThat(checked(live)).isEqualTo(new Endpoint("10.5.5.5", 9000));
  }

  @Test
  void a_check_over_a_unix_socket_stays_as_it_is() {
    Endpoint socket = new Endpoint("/run/app.sock", 0);
    LiveServer live =
        live(
            server("app/w1"),
            Optional.empty(),
            Optional.empty(),
            spec -> spec.withTarget(socket).withService(socket));
    assertThat(live.service()).contains(socket);
    assertThat(checked(live)).isEqualTo(socket);
  }

  @Test
  void an_unchecked_or_unknown_server_has_no_check() {
    assertThat(
            live(
                    server("app/w1").is(Word.NO_CHECK, "no check"),
                    Optional.of(FILE),
                    Optional.empty())
                .check())
        .isEmpty();
    assertThat(live(server("app/w1").unconfigured(), Optional.of(FILE), Optional.empty()).check())
        .isEmpty();
  }

  @Test
  void names_come_from_the_process_before_the_file() {
    assertThat(live(server("app/w1").named("old.internal"), Optional.of(FILE), state(0, "")).name())
        .contains("w1.internal");
    assertThat(
            live(server("app/w1").named("old.internal"), Optional.of(FILE), Optional.empty())
                .name())
        .contains("old.internal");
  }

  @Test
  void tls_is_known_from_the_check() {
    assertThat(live(server("app/w1").tls(), Optional.of(FILE), Optional.empty()).speaksTls())
        .isTrue();
    assertThat(live(server("app/w1"), Optional.of(FILE), Optional.empty()).speaksTls()).isFalse();
  }

  @Test
  void what_a_connect_rule_says_of_the_target_stays() {
    Endpoint rule = new Endpoint("10.3.3.3", 33);
    LiveServer both = pinned(rule, new CheckSpec.Pinned(true, true));
    LiveServer address = pinned(rule, new CheckSpec.Pinned(true, false));
    LiveServer port = pinned(rule, new CheckSpec.Pinned(false, true));
    assertThat(checked(both)).isEqualTo(rule);
    assertThat(checked(address)).isEqualTo(new Endpoint("10.3.3.3", 7000));
    assertThat(checked(port)).isEqualTo(new Endpoint("10.2.2.2", 33));
  }

  private static LiveServer pinned(Endpoint target, CheckSpec.Pinned pinned) {
    return live(
        server("app/w1"),
        Optional.of(FILE),
        state(7000, "10.2.2.2"),
        s ->
            new CheckSpec(
                s.server(),
                target,
                s.service(),
                s.exchange(),
                s.tls(),
                s.proxyHeader(),
                s.source(),
                s.timing(),
                s.lines(),
                s.notes(),
                pinned,
                Optional.empty()));
  }
}
