package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.runbook.StepResult.Word.OK;
import static org.haproxydoctor.runbook.StepResult.Word.PROBLEM;
import static org.haproxydoctor.runbook.StepResult.Word.UNKNOWN;
import static org.haproxydoctor.runbook.Written.sight;

import java.util.Map;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.RowScene;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.traffic.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `stat` steps: one word for each backend.
class StateSightTest {
  private static Sight stat(ServerScene... servers) {
    return sight(new FakeLooks(Incident.of(servers)), "stat");
  }

  @Test
  void a_backend_is_ok_degraded_down_or_in_maintenance() {
    Sight sight =
        stat(
            server("ok/w1"),
            server("failing/w1").check(CheckStatus.L4CON),
            server("half/w1").down(),
            server("half/w2"),
            server("out/w1").down(),
            server("meant/w1").maint(),
            server("mixed/w1").maint(),
            server("mixed/w2").down());

    assertThat(sight.words())
        .isEqualTo(Map.of("ok", 1, "degraded", 2, "down", 2, "maintenance", 1));
    assertThat(sight.numbers()).containsEntry("servers", 8.0).containsEntry("usable", 3.0);
    assertThat(sight.says())
        .isEqualTo("2 degraded, 2 down, 1 maintenance, 1 ok (3 of 8 servers usable)");
    assertThat(sight.fallback()).isEqualTo(PROBLEM);
  }

  @Test
  void a_single_backend_is_named() {
    Sight sight = stat(server("app/w1"));
    assertThat(sight.says()).isEqualTo("app: 1 of 1 server usable");
    assertThat(sight.fallback()).isEqualTo(OK);
  }

  @Test
  void a_weight_of_zero_degrades() {
    assertThat(stat(server("app/w1").weighs(0, 0), server("app/w2")).words())
        .isEqualTo(Map.of("degraded", 1));
  }

  @Test
  void a_target_narrows_what_is_counted() {
    FakeLooks looks =
        new FakeLooks(
            Incident.of(server("app/w1").down(), server("app/w2"), server("web/x1").down()));
    assertThat(sight(looks, "stat\ntarget: app").says()).isEqualTo("app: 1 of 2 servers usable");
    assertThat(sight(looks, "stat\ntarget: app/w2").says()).isEqualTo("app: 1 of 1 server usable");
  }

  @Test
  void a_backend_that_is_not_there_is_no_problem_of_haproxy() {
    Sight sight = sight(new FakeLooks(Incident.of(server("app/w1"))), "stat\ntarget: nosuch");
    assertThat(sight.fallback()).isEqualTo(UNKNOWN);
    assertThat(sight.says()).isEqualTo("HAProxy has no backend nosuch");
    assertThat(stat().says()).isEqualTo("HAProxy has no backend");
    assertThat(stat().fallback()).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource({
    "FORBIDDEN, denied",
    "LEVEL_TOO_LOW, denied",
    "NO_SUCH_SOCKET, unreachable",
    "NOBODY_LISTENING, unreachable",
    "HUNG, unreachable",
    "NOT_HAPROXY, unreachable"
  })
  void an_haproxy_that_says_nothing_is_denied_or_unreachable(SocketTrouble.Kind kind, String word) {
    Sight sight = sight(new FakeLooks(Incident.unreachable(kind, "/run/h.sock")), "stat");
    assertThat(sight.words()).isEqualTo(Map.of(word, 1));
    assertThat(sight.fallback()).isEqualTo(UNKNOWN);
  }

  @Test
  void with_traffic_it_tells_what_requests_meet() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                RowScene.backendRow("app")
                    .moved(Counter.SESSIONS, 40)
                    .moved(Counter.ANSWERS_5XX, 30)
                    .moved(Counter.CONNECT_ERRORS, 2),
                RowScene.frontendRow("www").moved(Counter.DENIED_REQUESTS, 4));

    Sight sight = sight(new FakeLooks(incident), "stat\ntraffic: true");

    assertThat(sight.says())
        .isEqualTo("in 1 s: 40 requests, 30 answered with 5xx, 2 without a connection, 4 denied");
    assertThat(sight.numbers())
        .containsEntry("requests", 40.0)
        .containsEntry("server-errors", 30.0)
        .containsEntry("econ", 2.0)
        .containsEntry("denied", 4.0)
        .containsEntry("usable", 1.0);
    assertThat(sight.fallback()).isEqualTo(PROBLEM);
  }

  @Test
  void single_errors_are_no_problem_and_unread_counters_are_unknown() {
    Incident daily =
        Incident.of(server("app/w1"))
            .traffic(
                RowScene.backendRow("app")
                    .moved(Counter.SESSIONS, 400)
                    .moved(Counter.ANSWERS_5XX, 3));
    assertThat(sight(new FakeLooks(daily), "stat\ntraffic: true").fallback()).isEqualTo(OK);
    Incident unread = Incident.of(server("app/w1")).withoutTraffic("hung");
    assertThat(sight(new FakeLooks(unread), "stat\ntraffic: true").fallback()).isEqualTo(UNKNOWN);
  }
}
