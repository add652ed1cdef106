package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.Packaged.Result;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `maint` of the packaged program against a real HAProxy: backend `app` has the servers `w1` and
/// `w2` that work and `w3` that answers 500, in maintenance by its configuration.
class MaintIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String W1 = "app/w1";
  private static final Route SLOW = answering("/slow", Duration.ofSeconds(3));
  private static final Route ENDLESS = answering("/endless", Duration.ofMinutes(2));

  private FaultyServer well;
  private FaultyServer ill;
  private MaintScene scene;
  private Packaged program;

  private static Route answering(String path, Duration after) {
    return new Route(
        Optional.empty(),
        Optional.of(path),
        Optional.empty(),
        200,
        Map.of(),
        "done",
        new Manner(Manner.Act.ANSWER, after, 1, 0, 0));
  }

  @BeforeEach
  void start() throws Exception {
    well = FaultyServer.start(Behaviour.http(SLOW, ENDLESS, Route.any(200)));
    ill = FaultyServer.start(Behaviour.http(Route.any(500)));
    scene =
        MaintScene.open(
            """
            default-server check inter 200ms
            server w1 127.0.0.1:%d
            server w2 127.0.0.1:%d
            server w3 127.0.0.1:%d disabled
            """
                .formatted(well.port(), well.port(), ill.port()));
    program = scene.program();
  }

  /// Waits until HAProxy has led the requests to their servers.
  private void awaitSessions(long number) throws Exception {
    Deadline deadline = Deadline.in(PATIENCE);
    while (sessions() < number) {
      assertThat(deadline.passed()).isFalse();
      LockSupport.parkNanos(10_000_000);
    }
  }

  private long sessions() {
    return scene.haproxy().proxies(Deadline.in(PATIENCE)).backends().stream()
        .flatMap(b -> b.servers().stream())
        .mapToLong(s -> s.sessions().orElse(0))
        .sum();
  }

  @AfterEach
  void end() throws Exception {
    scene.end();
    well.close();
    ill.close();
  }

  @Test
  void drains_by_name_writes_it_down_and_goes_back() throws Exception {
    Result drained = program.run("maint", "drain", W1, "--yes-to", W1, "--reason", "kernel");
    assertThat(drained.status()).as(drained.err()).isZero();
    assertThat(drained.out()).contains("done  app/w1 ready -> drain").contains("2 -> 1");
    assertThat(scene.state(W1)).isEqualTo(AdminState.DRAIN);

    assertThat(program.run("maint", "history").out()).contains(W1, "drain", "done", "kernel");
    Result again = program.run("maint", "drain", W1);
    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("app/w1 is there already");

    Result undone = program.run("maint", "undo", "--yes-to", W1);
    assertThat(undone.status()).as(undone.err()).isZero();
    assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
    assertThat(program.run("maint", "history").out()).contains("undone");
  }

  @Test
  void changes_nothing_without_a_yes_or_when_only_asked_what_it_would_do() throws Exception {
    Result unasked = program.run("maint", "drain", W1);
    assertThat(unasked.status()).isEqualTo(4);
    assertThat(unasked.err()).contains("--yes-to app/w1");
    Result dry = program.run("maint", "maint", W1, "--dry-run");
    assertThat(dry.status()).isZero();
    assertThat(dry.out()).endsWith("set server app/w1 state maint\n");

    assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
    assertThat(program.run("maint", "history").out()).contains("No change");
  }

  @Test
  void the_last_server_and_one_whose_check_would_fail_stay_where_they_are() throws Exception {
    Result all = program.run("maint", "maint", "app/*", "--yes-to", W1, "--yes-to", "app/w2");
    assertThat(all.status()).isEqualTo(4);
    assertThat(all.out()).contains("--allow-outage app/w1", "--allow-outage app/w2");

    Result ready = program.run("maint", "ready", "app/w3", "--yes-to", "app/w3");
    assertThat(ready.status()).isEqualTo(4);
    assertThat(ready.out()).contains("app/w3: its own health check would fail").contains("500");

    assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
    assertThat(scene.state("app/w3")).isEqualTo(AdminState.MAINT);
  }

  @Test
  void does_not_take_back_what_others_did_or_another_process_never_had() throws Exception {
    assertThat(program.run("maint", "drain", W1, "--yes-to", W1).status()).isZero();
    scene.haproxy().command("set server app/w1 state maint", Deadline.in(PATIENCE));
    Result overtaken = program.run("maint", "undo", "--yes-to", W1);
    assertThat(overtaken.status()).isEqualTo(4);
    assertThat(overtaken.out()).contains("state maint, not drain");
    assertThat(scene.state(W1)).isEqualTo(AdminState.MAINT);

    scene.restart();
    Result restarted = program.run("maint", "undo", "--yes-to", W1);
    assertThat(restarted.status()).isEqualTo(4);
    assertThat(restarted.out()).contains("is gone");
    assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
  }

  @Test
  void waits_for_the_last_session_and_then_takes_the_server_out() throws Exception {
    try (SocketChannel one = scene.ask("/slow");
        SocketChannel two = scene.ask("/slow")) {
      awaitSessions(2);
      Result drained =
          program.run("maint", "drain", W1, "--wait", "20s", "--then", "maint", "--yes-to", W1);

      assertThat(drained.status()).as(drained.out() + drained.err()).isZero();
      assertThat(drained.out())
          .containsSubsequence("app/w1 is put into maintenance", "no session is left", "-> maint");
      assertThat(scene.state(W1)).isEqualTo(AdminState.MAINT);
      for (SocketChannel visitor : List.of(one, two)) {
        assertThat(MaintScene.answer(visitor)).matches("HTTP/1\\.\\d 200");
      }
    }
    assertThat(program.run("maint", "undo", "--yes-to", W1).status()).isZero();
    assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
  }

  @Test
  void sessions_that_do_not_end_leave_the_server_drained_and_not_in_maintenance() throws Exception {
    try (SocketChannel one = scene.ask("/slow");
        SocketChannel two = scene.ask("/slow")) {
      awaitSessions(2);
      Result drained =
          program.run("maint", "drain", W1, "--wait", "10ms", "--then", "maint", "--yes-to", W1);

      assertThat(drained.status()).isEqualTo(4);
      assertThat(drained.out()).contains("1 session left");
      assertThat(scene.state(W1)).isEqualTo(AdminState.DRAIN);
      assertThat(List.of(one, two)).allMatch(SocketChannel::isOpen);
    }
  }

  @Test
  void what_follows_a_drain_that_was_there_needs_a_yes_of_its_own() throws Exception {
    scene.haproxy().command("set server app/w1 state drain", Deadline.in(PATIENCE));

    Result silent = program.run("maint", "drain", W1, "--wait", "5s", "--then", "maint");

    assertThat(silent.status()).isEqualTo(4);
    assertThat(scene.state(W1)).isEqualTo(AdminState.DRAIN);

    Result forOne =
        program.run(
            "maint",
            "drain",
            W1,
            "app/w2",
            "--wait",
            "5s",
            "--then",
            "maint",
            "--yes-to",
            "app/w2",
            "--allow-outage",
            "app/w2");
    assertThat(forOne.status()).isEqualTo(4);
    assertThat(forOne.err()).contains("--yes-to app/w1");
    assertThat(scene.state(W1)).isEqualTo(AdminState.DRAIN);
    assertThat(scene.state("app/w2")).isEqualTo(AdminState.DRAIN);
  }

  /// Some moments fall before the change, some into it, some behind it.
  @Test
  void killed_at_any_moment_it_leaves_a_journal_that_leads_back() throws Exception {
    Random random = new Random();
    for (int i = 0; i < 10; i++) {
      Path out = scene.file("killed.out");
      Process running =
          program.start(out, scene.file("killed.err"), "maint", "drain", W1, "--yes-to", W1);
      LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(500)).toNanos());
      running.destroyForcibly();
      running.waitFor();

      boolean sent = scene.state(W1) == AdminState.DRAIN;
      Result history = program.run("maint", "history", "--output", "json");
      assertThat(history.status()).as(history.err()).isZero();
      if (sent) {
        assertThat(history.out()).containsPattern("\"outcome\" ?: \"(done|unknown)\"");
      }
      Result undone = program.run("maint", "undo", "--yes-to", W1);
      // 3: there was nothing to take back, because the end came before the beginning.
      assertThat(undone.status())
          .as(undone.out() + undone.err())
          .isIn(sent ? new Integer[] {0} : new Integer[] {0, 3});
      assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
    }
  }

  @Test
  void only_a_typed_yes_to_the_question_counts() throws Exception {
    String drain = program.launcher().toAbsolutePath() + " maint drain app/w1";
    try (Terminal terminal = Terminal.open(scene.file("tmux"), program.environment())) {
      terminal.enter(drain);
      terminal.await("Do it? [y/N]");
      terminal.press("Enter");
      terminal.await("not agreed to");
      assertThat(scene.state(W1)).isEqualTo(AdminState.READY);

      terminal.clear();
      terminal.type(drain + "\ny\n");
      terminal.await("Do it? [y/N]");
      assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
      terminal.press("C-c");
      terminal.awaitPrompt();
      terminal.enter("echo status=$?");
      terminal.await("status=130");
      assertThat(scene.state(W1)).isEqualTo(AdminState.READY);

      terminal.clear();
      terminal.enter(drain);
      terminal.await("Do it? [y/N]");
      terminal.enter("y");
      terminal.await("done  app/w1 ready -> drain");
      assertThat(scene.state(W1)).isEqualTo(AdminState.DRAIN);
    }
  }

  /// @return a terminal in which a drain waits for the session of a visitor
  private Terminal waiting(String options) throws Exception {
    awaitSessions(2);
    Terminal terminal = Terminal.open(scene.file("tmux"), program.environment());
    terminal.enter(program.launcher().toAbsolutePath() + " maint drain app/w1 " + options);
    terminal.await("Do it? [y/N]");
    terminal.enter("y");
    terminal.await("1 session left");
    return terminal;
  }

  @Test
  void ctrl_c_while_waiting_asks_and_leaves_the_server_drained() throws Exception {
    try (SocketChannel one = scene.ask("/endless");
        SocketChannel two = scene.ask("/endless");
        Terminal terminal = waiting("--wait 2m")) {
      terminal.press("C-c");
      terminal.await("[L/back/wait]");
      terminal.enter("wait");
      terminal.await("asks\n1 session left");
      terminal.press("C-c");
      terminal.await("wait\n");
      terminal.press("Enter");
      terminal.awaitPrompt();
      terminal.enter("echo status=$?");
      terminal.await("status=4");
      assertThat(scene.state(W1)).isEqualTo(AdminState.DRAIN);
      assertThat(program.run("maint", "history").out()).contains(W1, "done");
      assertThat(List.of(one, two)).allMatch(SocketChannel::isOpen);
    }
  }

  @Test
  void ctrl_c_while_waiting_leads_back_when_asked_to() throws Exception {
    try (SocketChannel one = scene.ask("/endless");
        SocketChannel two = scene.ask("/endless");
        Terminal terminal = waiting("--wait 2m --then maint")) {
      terminal.press("C-c");
      terminal.await("[L/back/wait]");
      terminal.enter("back");
      terminal.await("done  app/w1 drain -> ready");
      assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
      assertThat(program.run("maint", "history").out()).contains("undone");
      assertThat(List.of(one, two)).allMatch(SocketChannel::isOpen);
    }
  }

  @Test
  void a_terminal_that_is_closed_at_the_question_says_no() throws Exception {
    try (Terminal terminal = Terminal.open(scene.file("tmux"), program.environment())) {
      terminal.enter(program.launcher().toAbsolutePath() + " maint drain app/w1");
      terminal.await("Do it? [y/N]");
    }
    assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
    assertThat(program.run("maint", "history").out()).contains("No change");
  }

  @Test
  void a_terminal_that_is_closed_while_waiting_leaves_what_undo_takes_back() throws Exception {
    try (SocketChannel one = scene.ask("/endless");
        SocketChannel two = scene.ask("/endless")) {
      waiting("--wait 2m").close();
      assertThat(scene.state(W1)).isEqualTo(AdminState.DRAIN);
      assertThat(program.run("maint", "history").out()).contains(W1, "done");
      assertThat(program.run("maint", "undo", "--yes-to", W1).status()).isZero();
      assertThat(scene.state(W1)).isEqualTo(AdminState.READY);
      assertThat(List.of(one, two)).allMatch(SocketChannel::isOpen);
    }
  }
}
