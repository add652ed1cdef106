package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.runbook.StepResult.Word.OK;
import static org.haproxydoctor.runbook.StepResult.Word.PROBLEM;
import static org.haproxydoctor.runbook.StepResult.Word.SKIPPED;
import static org.haproxydoctor.runbook.StepResult.Word.UNKNOWN;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.observe.Looks;
import org.junit.jupiter.api.Test;

/// Steps in their order, each with what its author makes of it.
class WalkTest {
  private final FakeLooks looks =
      new FakeLooks(
          Incident.of(
              server("app/w1").down().check(CheckStatus.L4CON).connects(refused()),
              server("app/w2")));

  @Test
  void steps_report_in_order_with_their_runbook() {
    List<StepResult> results = Written.walk(looks, "stat", "tcp", "note");

    assertThat(results).extracting(StepResult::id).containsExactly("D1", "D2", "D3");
    assertThat(results).extracting(StepResult::word).containsExactly(PROBLEM, PROBLEM, OK);
    assertThat(results).extracting(StepResult::title).startsWith("Step 1");
    assertThat(results).allMatch(r -> r.runbook().equals("team"));
    assertThat(results.get(1).says()).isEqualTo("1 refused");
  }

  @Test
  void only_the_looks_that_steps_need_begin_ahead() {
    Written.walk(looks, "stat", "dns", "http", "note");
    assertThat(looks.begun)
        .as("what moves goes with the state")
        .containsExactlyInAnyOrder(Looks.Kind.STATE, Looks.Kind.TRAFFIC, Looks.Kind.NAMES);
  }

  @Test
  void a_runbook_without_blocks_begins_every_look() {
    Runbook plain =
        new RunbookParser(Set.of()).parse("x.md", "## Diagnosis\n- look\n- think\n## Mitigation\n");

    List<StepResult> results = Written.walk(looks, Deadline.in(Duration.ofSeconds(9)), plain);

    assertThat(results).extracting(StepResult::word).containsExactly(SKIPPED, SKIPPED);
    assertThat(results).extracting(StepResult::says).containsOnly("by hand");
    assertThat(looks.begun).containsExactlyInAnyOrder(Looks.Kind.values());
  }

  @Test
  void a_step_whose_block_has_mistakes_is_not_said_to_be_one_by_hand() {
    String text =
        """
        ---
        haproxy-doctor: 1
        ---
        ## Diagnosis
        ### D1. One
        ```yaml
        doctor: tpc
        ```
        ### D2. Two
        Look at the screen.
        """;
    List<StepResult> results =
        Written.walk(
            looks,
            Deadline.in(Duration.ofSeconds(9)),
            new RunbookParser(Set.of()).parse("team.md", text));

    assertThat(results).extracting(StepResult::word).containsExactly(SKIPPED, SKIPPED);
    assertThat(results.getLast().says()).isEqualTo("by hand");
    assertThat(results.getFirst().says())
        .isEqualTo("its block has mistakes; runbook lint names them");
  }

  @Test
  void a_step_that_needs_a_skipped_one_is_skipped_too() {
    List<StepResult> results =
        Written.walk(looks, "", "stat\nneeds: [D1]", "tcp\nneeds: [D2]", "tcp");

    assertThat(results)
        .extracting(StepResult::word)
        .containsExactly(SKIPPED, SKIPPED, SKIPPED, PROBLEM);
    assertThat(results.get(1).says()).isEqualTo("needs D1, which was not taken");
    assertThat(results.get(2).says()).isEqualTo("needs D2, which was not taken");
  }

  @Test
  void a_step_that_needs_one_which_found_nothing_out_is_taken() {
    FakeLooks blind = new FakeLooks(Incident.of(server("app/w1").down()).withoutConfiguration("x"));
    assertThat(Written.walk(blind, "config", "stat\nneeds: [D1]"))
        .extracting(StepResult::word)
        .containsExactly(UNKNOWN, PROBLEM);
  }

  @Test
  void a_spent_budget_skips_what_was_not_begun_ahead_and_says_so() {
    Runbook runbook =
        Written.runbook("", "stat", "http\noutcomes:\n  - {when: none 200, say: bad}");

    List<StepResult> results = Written.walk(looks, Deadline.in(Duration.ZERO), runbook);

    assertThat(results).extracting(StepResult::word).containsExactly(PROBLEM, SKIPPED);
    assertThat(results.getLast().says()).isEqualTo("the budget was spent");
    assertThat(results.getLast().outcome()).isEmpty();
  }

  @Test
  void the_runbooks_own_budget_and_a_steps_own_timeout_bound_its_probes() {
    Runbook runbook = Written.runbook("budget: 10s\n", "http\ntimeout: 2s", "http");

    Written.walk(looks, Deadline.in(Duration.ofHours(1)), runbook);

    assertThat(looks.deadlines.get(0).left()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(looks.deadlines.get(1).left())
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
  }

  @Test
  void the_authors_outcome_decides_word_and_sentence() {
    List<StepResult> results =
        Written.walk(
            looks,
            """
            tcp
            outcomes:
              - {when: any refused, say: the shop is closed, level: warning}
              - {when: any refused, say: never said, level: critical}\
            """,
            "tcp\noutcomes:\n  - {when: any refused, say: known and accepted, level: info}",
            "tcp\noutcomes:\n  - {when: any refused, level: ok}",
            "tcp\noutcomes:\n  - {when: any refused, say: without a level}",
            "tcp\noutcomes:\n  - {when: any timeout, say: not this, level: ok}");

    assertThat(results)
        .extracting(StepResult::word)
        .containsExactly(PROBLEM, OK, OK, PROBLEM, UNKNOWN);
    assertThat(results)
        .extracting(StepResult::says)
        .containsExactly(
            "the shop is closed",
            "known and accepted",
            "1 refused",
            "without a level",
            "1 refused");
    assertThat(results.getLast().outcome()).isEmpty();
  }

  @Test
  void what_could_not_be_seen_is_never_ok() {
    FakeLooks blind =
        new FakeLooks(Incident.unreachable(SocketTrouble.Kind.NO_SUCH_SOCKET, "/run/no.sock"));
    List<StepResult> results =
        Written.walk(
            blind,
            "stat\noutcomes:\n  - {when: none down, say: all is well, level: ok}",
            "stat\noutcomes:\n  - {when: any unreachable, say: nobody there, level: critical}");

    assertThat(results).extracting(StepResult::word).containsExactly(UNKNOWN, PROBLEM);
    assertThat(results.getFirst().says()).doesNotContain("all is well");
    assertThat(results.getLast().says()).isEqualTo("nobody there");
  }

  @Test
  void one_server_unheard_is_not_all_servers() {
    FakeLooks half =
        new FakeLooks(
                Incident.of(
                    server("app/w1").down().check(CheckStatus.L4CON),
                    server("app/w2").down().check(CheckStatus.L4CON)))
            .answering("app/w1", connected());
    List<StepResult> results =
        Written.walk(
            half,
            "tcp\nport: 81\noutcomes:\n  - {when: all connected, level: ok}",
            "tcp\nport: 81\noutcomes:\n  - {when: none refused, level: ok}",
            "tcp\nport: 81\noutcomes:\n  - {when: any connected, say: some, level: ok}",
            "tcp\nport: 81");

    assertThat(results).extracting(StepResult::word).containsExactly(UNKNOWN, UNKNOWN, OK, UNKNOWN);
    assertThat(results.getFirst().says()).isEqualTo("1 connected, 1 not examined");
  }

  @Test
  void values_reach_title_sentence_and_request() {
    Runbook runbook =
        Written.runbook(
            "vars: {zone: {type: string, default: eu}}\n",
            """
            http
            target: ${target}
            path: /${zone}/health
            headers: {Host: "${zone}.example"}
            outcomes:
              - {when: any 404, say: "not running in ${zone}"}\
            """);
    looks.answering("app/w1", answered(404));

    List<StepResult> results =
        new Walk(runbook, looks, Map.of("target", "app/w1"), _ -> {})
            .run(Phase.DIAGNOSIS, Deadline.in(Duration.ofSeconds(9)));

    assertThat(results.getFirst().says()).isEqualTo("not running in eu");
    assertThat(looks.requests.getFirst().http().orElseThrow().request())
        .isEqualTo("GET /eu/health");
    assertThat(looks.requests.getFirst().serverName()).contains("eu.example");
  }

  @Test
  void a_step_whose_variable_has_no_fitting_value_is_skipped() {
    String perTarget = "stat\ntarget: ${target}";
    Runbook runbook =
        Written.runbook("vars: {zone: {type: string}}\n", perTarget, "http\npath: /${zone}");

    List<StepResult> results =
        new Walk(runbook, looks, Map.of("zone", "a b HTTP/1.0"), _ -> {})
            .run(Phase.DIAGNOSIS, Deadline.in(Duration.ofSeconds(9)));

    assertThat(results).extracting(StepResult::word).containsExactly(SKIPPED, SKIPPED);
    assertThat(looks.requests).isEmpty();
  }
}
