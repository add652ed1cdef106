package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.model.AdminState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the diagnosis to the recovery in a terminal: backend `app` has one server, `w1`, that works
/// and is in maintenance by its configuration.
class GuideIT {
  private static final String KEYS = "q quit\n?";
  private static final String STEP = "A server is disabled in the configuration";

  private FaultyServer server;
  private MaintScene scene;
  private Packaged program;

  @BeforeEach
  void start() throws Exception {
    server = FaultyServer.start(Behaviour.http(Route.any(200)));
    scene =
        MaintScene.open(
            "server w1 127.0.0.1:%d check inter 200ms disabled".formatted(server.port()));
    program = scene.program();
  }

  @AfterEach
  void end() throws Exception {
    scene.end();
    server.close();
  }

  private Terminal terminal(String command) throws Exception {
    Terminal terminal = Terminal.open(scene.file("tmux"), program.environment());
    terminal.enter(program.launcher().toAbsolutePath() + " " + command);
    return terminal;
  }

  /// Nothing is written any more when the scene is taken down.
  private static void leave(Terminal terminal) throws Exception {
    terminal.awaitEnd(KEYS);
    terminal.enter("q");
    terminal.await("Transcript:");
    terminal.awaitPrompt();
  }

  private String transcript() throws IOException {
    try (Stream<Path> files = Files.list(scene.file("haproxy-doctor").resolve("runs"))) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".md")).toList();
      assertThat(found).hasSize(1);
      return Files.readString(found.getFirst());
    }
  }

  @Test
  void a_step_is_taken_through_the_guards_and_the_recovery_is_seen() throws Exception {
    try (Terminal terminal = terminal("diagnose -i app")) {
      terminal.await(STEP);
      terminal.await("c shows the plan of `maint ready app/w1` and asks.");
      terminal.awaitEnd(KEYS);
      terminal.enter("c");
      terminal.await("Do it? [y/N]");
      terminal.press("Enter");
      terminal.await("not agreed to");
      terminal.awaitEnd(KEYS);
      assertThat(scene.state("app/w1")).isEqualTo(AdminState.MAINT);
      terminal.enter("n asked Kim");
      terminal.await("? n asked Kim\n");
      terminal.awaitEnd(KEYS);
      terminal.enter("j 1");
      terminal.awaitEnd(KEYS);
      terminal.enter("c");
      terminal.await("[y/N]");
      terminal.awaitEnd("[y/N]");
      terminal.enter("y");
      terminal.await("done  app/w1 maint -> ready");
      terminal.await("Wait for the recovery");
      terminal.awaitEnd(KEYS);
      terminal.enter("c");
      terminal.await("1 of 1 server is back, each by its own check");
      terminal.await("V1  ok");
      terminal.await("A real request comes through HAProxy");
      terminal.awaitEnd(KEYS);
      terminal.enter("h");
      terminal.await("Transcript:");
      terminal.awaitPrompt();
      terminal.enter("echo status=$?");
      terminal.await("status=0");
    }
    assertThat(scene.state("app/w1")).isEqualTo(AdminState.READY);
    assertThat(transcript())
        .containsSubsequence(
            "CRITICAL",
            "maintenance-by-config",
            "**not done**: " + STEP,
            "note: asked Kim",
            "**done**: " + STEP,
            "**recovered**",
            "**by hand**: A real request comes through HAProxy",
            "finished");
    assertThat(
            program.run("maint", "undo", "--yes-to", "app/w1", "--allow-outage", "app/w1").status())
        .isZero();
    assertThat(scene.state("app/w1")).isEqualTo(AdminState.MAINT);
  }

  @Test
  void a_walk_that_was_stopped_goes_on_behind_what_was_answered() throws Exception {
    try (Terminal terminal = terminal("diagnose -i app")) {
      terminal.await(STEP);
      terminal.awaitEnd(KEYS);
      terminal.press("Enter");
      terminal.enter("s");
      terminal.await("Wait for the recovery");
      terminal.awaitEnd(KEYS);
      terminal.enter("q");
      terminal.await("Go on with: haproxy-doctor runbook resume 2");
      terminal.awaitPrompt();
      terminal.enter("echo status=$?");
      terminal.await("status=2");
      terminal.clear();
      terminal.enter(program.launcher().toAbsolutePath() + " runbook resume");
      terminal.await(STEP + ": skipped");
      terminal.await("Wait for the recovery");
      leave(terminal);
    }
    assertThat(transcript()).containsSubsequence("**skipped**", "stopped", "CRITICAL");
    assertThat(scene.state("app/w1")).isEqualTo(AdminState.MAINT);
  }

  @Test
  void an_interrupt_at_the_question_loses_nothing_that_was_answered() throws Exception {
    try (Terminal terminal = terminal("diagnose -i app")) {
      terminal.await(STEP);
      terminal.awaitEnd(KEYS);
      terminal.enter("h");
      terminal.await("Wait for the recovery");
      terminal.awaitEnd(KEYS);
      terminal.press("C-c");
      terminal.await("Go on with: haproxy-doctor runbook resume 2");
      terminal.awaitPrompt();
      terminal.clear();
      terminal.enter(program.launcher().toAbsolutePath() + " runbook resume");
      terminal.await(STEP + ": by hand");
      leave(terminal);
    }
  }

  @Test
  void waiting_is_stopped_by_ctrl_c_and_nothing_else_is() throws Exception {
    try (Terminal terminal = terminal("diagnose -i app")) {
      terminal.await(STEP);
      terminal.awaitEnd(KEYS);
      terminal.enter("j v");
      terminal.await("Wait for the recovery");
      terminal.awaitEnd(KEYS);
      terminal.enter("c");
      terminal.await("0 of 1 back");
      terminal.press("C-c");
      terminal.await("app/w1 is MAINT");
      leave(terminal);
    }
    assertThat(transcript()).contains("**not recovered**");
  }

  @Test
  void a_haproxy_that_dies_meanwhile_is_no_recovery() throws Exception {
    try (Terminal terminal = terminal("diagnose -i app")) {
      terminal.await(STEP);
      terminal.awaitEnd(KEYS);
      terminal.enter("j v");
      terminal.await("Wait for the recovery");
      terminal.awaitEnd(KEYS);
      terminal.enter("c");
      terminal.await("0 of 1 back");
      scene.haproxy().close();
      terminal.await("left; HAProxy does not answer");
      terminal.press("C-c");
      terminal.await("0 of 1 server is back; HAProxy does not answer");
      leave(terminal);
    }
    assertThat(transcript()).contains("**not recovered**");
  }

  @Test
  void a_terminal_that_is_closed_leaves_a_walk_to_go_on_with() throws Exception {
    try (Terminal terminal = terminal("diagnose -i app")) {
      terminal.await(STEP);
      terminal.awaitEnd(KEYS);
      terminal.enter("n before the line broke");
      terminal.await("? n before the line broke\n");
      terminal.awaitEnd(KEYS);
    }
    try (Terminal terminal = Terminal.open(scene.file("tmux2"), program.environment())) {
      terminal.enter(program.launcher().toAbsolutePath() + " runbook resume");
      terminal.await(STEP);
      leave(terminal);
    }
    assertThat(transcript()).contains("note: before the line broke");
  }

  @Test
  void a_runbook_of_ones_own_is_walked_from_its_first_item() throws Exception {
    Path own = scene.file("own.md");
    Files.writeString(
        own,
        """
        # Ours

        ## Diagnosis

        1. Look at the board
        2. Call the team

        ## Mitigation

        1. Turn it off and on
        """);
    try (Terminal terminal = terminal("runbook run " + own + " app")) {
      terminal.await("Look at the board");
      terminal.awaitEnd(KEYS);
      terminal.enter("h");
      terminal.await("Step 2 of");
      terminal.awaitEnd(KEYS);
      terminal.enter("h");
      terminal.await(STEP);
      terminal.awaitEnd(KEYS);
      terminal.enter("s");
      terminal.await("Turn it off and on");
      leave(terminal);
    }
  }

  @Test
  void without_a_terminal_nobody_is_asked() throws Exception {
    for (List<String> command :
        List.of(
            List.of("diagnose", "-i", "app"),
            List.of("runbook", "run", "backend-down"),
            List.of("runbook", "resume"))) {
      Packaged.Result result = program.run(command.toArray(String[]::new));
      assertThat(result.status()).as(command.toString()).isEqualTo(64);
      assertThat(result.err()).contains("needs a terminal");
    }
  }
}
