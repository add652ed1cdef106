package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.RowScene;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange.ConnectOnly;
import org.haproxydoctor.model.check.CheckExchange.Http;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.Readings;
import org.haproxydoctor.model.traffic.RowKey;
import org.junit.jupiter.api.Test;

class TrafficWayTest {
  private static final RowKey ROW = RowKey.server(new ServerRef("app", "w1"));

  private static List<Server> chosen(ServerScene scene, RowScene row) {
    Observations seen = Incident.of(scene).traffic(row).seen();
    List<Server> servers = seen.backends().getFirst().servers();
    return TrafficWay.chosen(servers, seen.traffic().value().orElseThrow());
  }

  private static CheckSpec way(ServerScene scene, Map<Counter, Long> counters) {
    Observations seen = Incident.of(scene).seen();
    Configuration files = seen.configuration().value().orElseThrow();
    Server row = seen.backends().getFirst().servers().getFirst();
    LiveServer live =
        LiveServer.of(
            row, Optional.empty(), files.server(row.ref()), files.backend("app"), Path.of("/"));
    return TrafficWay.of(live, Movement.readOnce(Readings.of(ROW, "1", counters, Map.of())))
        .orElseThrow();
  }

  @Test
  void requests_that_fail_or_only_meet_refusals_are_looked_into() {
    for (Counter counter :
        List.of(
            Counter.CONNECT_ERRORS,
            Counter.RETRIES,
            Counter.RESPONSE_ERRORS,
            Counter.ANSWERS_4XX)) {
      assertThat(chosen(server("app/w1"), serverRow("app/w1").moved(counter, 1)))
          .as(counter.column())
          .hasSize(1);
    }
  }

  @Test
  void servers_whose_requests_do_well_are_left_alone() {
    assertThat(chosen(server("app/w1"), serverRow("app/w1").moved(Counter.ANSWERS_2XX, 9)))
        .isEmpty();
    RowScene mixed =
        serverRow("app/w1").moved(Counter.ANSWERS_2XX, 1).moved(Counter.ANSWERS_4XX, 9);
    assertThat(chosen(server("app/w1"), mixed)).isEmpty();
  }

  @Test
  void servers_whose_check_fails_have_their_check_repeated_instead() {
    RowScene failing = serverRow("app/w1").moved(Counter.CONNECT_ERRORS, 9);
    assertThat(chosen(server("app/w1").down().check(CheckStatus.L4CON), failing)).isEmpty();
    assertThat(chosen(server("app/w1").check(CheckStatus.L4CON), failing)).isEmpty();
  }

  @Test
  void it_leads_to_the_service_and_not_to_the_target_of_the_check() {
    CheckSpec way = way(server("app/w1").checkPort(9000), Map.of(Counter.ANSWERS_2XX, 0L));
    assertThat(way.target()).isEqualTo(way.service());
    assertThat(way.target().port()).isEqualTo(8080);
    assertThat(way.exchange()).isInstanceOf(Http.class);
  }

  @Test
  void where_no_http_is_spoken_the_connection_is_all() {
    assertThat(way(server("app/w1"), Map.of()).exchange()).isInstanceOf(ConnectOnly.class);
  }
}
