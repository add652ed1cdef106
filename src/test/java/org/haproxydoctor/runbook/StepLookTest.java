package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.answeredAfter;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.Results.tlsFailed;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.runbook.StepResult.Word.OK;
import static org.haproxydoctor.runbook.StepResult.Word.PROBLEM;
import static org.haproxydoctor.runbook.StepResult.Word.SKIPPED;
import static org.haproxydoctor.runbook.StepResult.Word.UNKNOWN;
import static org.haproxydoctor.runbook.Written.sight;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.observe.Looks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each kind of step says, in the words of the format.
class StepLookTest {
  private static final FakeLooks HEALTHY = looks(server("app/w1"), server("app/w2"));
  private static final FakeLooks UNREACHABLE =
      new FakeLooks(Incident.unreachable(SocketTrouble.Kind.NOBODY_LISTENING, "/run/h.sock"));

  private static FakeLooks looks(ServerScene... servers) {
    return new FakeLooks(Incident.of(servers));
  }

  private static ServerScene failing(String name) {
    return server(name).down().check(CheckStatus.L4CON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "http", "tls", "health", "dns"})
  void without_haproxy_nobody_knows_which_servers_there_are(String kind) {
    Sight sight = sight(UNREACHABLE, kind);
    assertThat(sight.fallback()).isEqualTo(SKIPPED);
    assertThat(sight.says()).isEqualTo("HAProxy could not be asked which servers there are");
    assertThat(sight.words()).isEmpty();
  }

  @Test
  void connections_are_made_to_unchecked_servers_too() {
    FakeLooks looks =
        looks(
            server("app/w1"),
            server("app/w2").unchecked().is(Word.NO_CHECK, "no check").connects(connected()),
            server("app/w3").unchecked().is(Word.NO_CHECK, "no check").connects(refused()));
    assertThat(sight(looks, "tcp").words())
        .containsExactlyInAnyOrderEntriesOf(Map.of("connected", 1, "refused", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "http", "tls", "health", "dns"})
  void without_suspects_nothing_is_wrong(String kind) {
    assertThat(sight(HEALTHY, kind).fallback()).isEqualTo(OK);
    assertThat(sight(HEALTHY, kind).words()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metric\nquery: up",
        "ssh\ncommand: [uptime]",
        "action\ndo: drain",
        "wait\nuntil: all ok\nat-most: 5s",
        "ask\nquestion: sure?\nanswers: {go: ahead, stop: here}"
      })
  void a_diagnosis_neither_changes_nor_asks(String block) {
    assertThat(sight(HEALTHY, block).fallback()).isEqualTo(SKIPPED);
    assertThat(sight(HEALTHY, block).says()).isNotBlank();
  }

  @Test
  void a_question_has_an_answer_for_when_nobody_is_there() {
    Sight sight =
        sight(HEALTHY, "ask\nquestion: sure?\nanswers: {go: ahead, stop: here}\nunattended: stop");
    assertThat(sight.words()).isEqualTo(Map.of("stop", 1));
    assertThat(sight.says()).isEqualTo("assumed: stop");
  }

  @Test
  void tcp_counts_what_became_of_each_server() {
    Sight sight =
        sight(
            looks(
                failing("app/w1").connects(refused()),
                failing("app/w2").connects(timeout(Stage.CONNECT)),
                failing("app/w3").connects(connected()),
                failing("app/w4")),
            "tcp");
    assertThat(sight.words())
        .isEqualTo(Map.of("refused", 1, "timeout", 1, "connected", 1, "not-examined", 1));
    assertThat(sight.says()).isEqualTo("1 connected, 1 refused, 1 timeout, 1 not examined");
    assertThat(sight.numbers()).containsEntry("time", 3.0);
    assertThat(sight.fallback()).isEqualTo(PROBLEM);
  }

  @Test
  void servers_not_reached_leave_it_open() {
    Sight sight = sight(looks(failing("app/w1"), failing("app/w2")), "tcp");
    assertThat(sight.fallback()).isEqualTo(UNKNOWN);
    assertThat(sight.says()).isEqualTo("2 not examined");
  }

  @Test
  void a_step_may_be_about_one_server_only() {
    FakeLooks two =
        looks(failing("app/w1").connects(refused()), failing("app/w2").connects(connected()));
    assertThat(sight(two, "tcp\ntarget: app/w2").says()).isEqualTo("1 connected");
    assertThat(sight(two, "tcp\ntarget: web").says()).startsWith("no server is in doubt");
  }

  @Test
  void http_says_the_status_or_how_the_connection_ended() {
    FakeLooks looks =
        looks(failing("app/w1"), failing("app/w2"), failing("app/w3"), failing("app/w4"))
            .answering("app/w1", answered(503))
            .answering("app/w2", answeredAfter(Duration.ofMillis(1500), 204))
            .answering("app/w3", tlsFailed(""))
            .answering("app/w4", refused());
    Sight sight = sight(looks, "http\nport: 8443\ntls: true\npath: /x\nheaders: {Host: a.example}");

    assertThat(sight.words()).isEqualTo(Map.of("503", 1, "204", 1, "tls-failure", 1, "refused", 1));
    assertThat(sight.numbers()).containsEntry("time", 1500.0);
    assertThat(sight.fallback()).isEqualTo(PROBLEM);
    Looks.Request asked = looks.requests.getFirst();
    assertThat(asked.port()).contains(8443);
    assertThat(asked.tls()).isTrue();
    assertThat(asked.serverName()).contains("a.example");
    assertThat(asked.http().orElseThrow().request()).isEqualTo("GET /x");
  }

  @Test
  void any_2xx_is_a_good_answer() {
    FakeLooks looks = looks(failing("app/w1")).answering("app/w1", answered(299));
    assertThat(sight(looks, "http").fallback()).isEqualTo(OK);
    looks.answering("app/w1", answered(301));
    assertThat(sight(looks, "http").fallback()).isEqualTo(PROBLEM);
  }

  @Test
  void tls_says_failed_for_the_format_and_why_for_the_reader() {
    FakeLooks looks =
        looks(failing("app/w1"), failing("app/w2"), failing("app/w3"))
            .answering("app/w1", refused())
            .answering("app/w2", tlsFailed("SSH-2.0-OpenSSH"))
            .answering("app/w3", connected());
    Sight sight = sight(looks, "tls\nname: app.example");

    assertThat(sight.words()).isEqualTo(Map.of("failed", 1, "not-tls", 1, "valid", 1));
    assertThat(sight.says()).isEqualTo("1 not-tls, 1 refused, 1 valid");
    assertThat(looks.requests.getFirst())
        .isEqualTo(
            new Looks.Request(
                Optional.empty(), true, Optional.of("app.example"), Optional.empty()));
  }

  @Test
  void health_compares_our_check_with_haproxys() {
    Sight sight =
        sight(
            looks(
                failing("app/both").fails(refused()),
                failing("app/theirs").passes(answered(200)),
                server("app/ours").fails(answered(500)),
                server("app/late").is(Word.UP_GOING_DOWN, "UP 1/3").passes(answered(200)),
                failing("app/unknown"),
                server("app/calm").passes(answered(200))),
            "health");
    assertThat(sight.words())
        .containsEntry("agree-down", 1)
        .containsEntry("only-haproxy-down", 1)
        .containsEntry("only-probe-down", 1)
        .containsEntry("not-examined", 1);
    assertThat(sight.numbers()).containsKey("time");
    assertThat(sight.fallback()).isEqualTo(PROBLEM);
  }

  @Test
  void dns_compares_by_value_and_leaves_out_servers_by_address() {
    Sight sight =
        sight(
            looks(
                failing("app/same").named("::1").resolves("dns", "0:0:0:0:0:0:0:1", "10.0.0.9"),
                failing("app/moved").named("old").resolves("dns", "10.0.0.7"),
                failing("app/gone").named("gone").lookup("dns", "NXDOMAIN"),
                failing("app/fixed")),
            "dns");
    assertThat(sight.words()).isEqualTo(Map.of("same", 1, "differs", 1, "unresolved", 1));
    assertThat(sight.fallback()).isEqualTo(PROBLEM);
  }

  @Test
  void one_nameserver_that_knows_the_address_is_enough() {
    ServerScene server =
        failing("app/w1").named("10.0.0.5").lookup("a", "SERVFAIL").resolves("b", "10.0.0.5");
    assertThat(sight(looks(server), "dns").words()).isEqualTo(Map.of("same", 1));
  }

  @Test
  void config_says_read_or_unreadable() {
    assertThat(sight(HEALTHY, "config").words()).isEqualTo(Map.of("valid", 1));
    Sight unread =
        sight(
            new FakeLooks(Incident.of(server("app/w1")).withoutConfiguration("no rights")),
            "config");
    assertThat(unread.words()).isEqualTo(Map.of("unreadable", 1));
    assertThat(unread.fallback()).isEqualTo(UNKNOWN);
    assertThat(unread.says()).isEqualTo("no rights");
  }

  @Test
  void troubles_in_the_log_that_are_over_are_no_problem_while_no_server_is_in_doubt() {
    Incident healed =
        Incident.of(server("app/w1"))
            .logged(ServerEvent.Kind.DOWN, "app/w1", "Layer4 timeout")
            .terminated("app", "CD", 3);
    Sight sight = sight(new FakeLooks(healed), "log");
    assertThat(sight.fallback()).isEqualTo(OK);
    assertThat(sight.says()).contains("1 event, 3 requests ended abnormally");

    Incident present =
        Incident.of(failing("app/w1")).logged(ServerEvent.Kind.DOWN, "app/w1", "Layer4 timeout");
    assertThat(sight(new FakeLooks(present), "log").fallback()).isEqualTo(PROBLEM);
  }
}
