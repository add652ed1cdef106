package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.haproxydoctor.model.AdminState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The interactive session of the packaged program in a real terminal.
class SessionIT {
  private FaultyServer application;
  private MaintScene scene;
  private Terminal terminal;

  @BeforeEach
  void start() throws Exception {
    application = FaultyServer.start(Behaviour.http(Behaviour.Route.any(200)));
    scene =
        MaintScene.open(
            "server web1 127.0.0.1:%d check\nserver web2 127.0.0.1:%d check\n"
                .formatted(application.port(), application.port()));
    terminal = Terminal.open(scene.file("tmux"), scene.program().environment());
    terminal.enter(scene.program().launcher().toAbsolutePath().toString());
    awaitPrompt();
  }

  @AfterEach
  void end() throws Exception {
    terminal.close();
    scene.end();
    application.close();
  }

  private void awaitPrompt() throws Exception {
    terminal.awaitEnd("]>");
  }

  @Test
  void completes_live_names_asks_before_a_change_and_reminds_of_it() throws Exception {
    terminal.type("maint dr");
    terminal.press("Tab");
    terminal.awaitEnd("maint drain");
    terminal.type("a");
    terminal.press("Tab");
    terminal.awaitEnd("maint drain app/");
    terminal.press("Tab");
    terminal.await("app/web2 (UP");
    terminal.type("1");
    terminal.press("Enter");
    terminal.await("Do it? [y/N]");
    terminal.press("Enter");
    terminal.await("not agreed to");
    assertThat(scene.state("app/web1")).isEqualTo(AdminState.READY);

    awaitPrompt();
    terminal.enter("maint drain app/web1");
    terminal.awaitEnd("Do it? [y/N]");
    terminal.enter("y");
    terminal.await("1 open]>");
    assertThat(scene.state("app/web1")).isEqualTo(AdminState.DRAIN);
    terminal.press("C-d");
    terminal.await("1 change is still open");
    terminal.awaitPrompt();
  }

  @Test
  void a_paste_executes_nothing_by_itself() throws Exception {
    terminal.paste("maint drain app/web1\nstat\n");
    terminal.await("stat");
    terminal.press("C-c");
    awaitPrompt();
    terminal.enter("exit");
    terminal.awaitPrompt();
    assertThat(terminal.screen()).doesNotContain("Do it?", "servers usable");
  }

  @Test
  void ctrl_c_ends_the_command_and_not_the_session() throws Exception {
    terminal.enter("maint drain app/web1");
    terminal.await("Do it? [y/N]");
    terminal.press("C-c");
    awaitPrompt();
    terminal.enter("stat app");
    terminal.await("2 of 2 servers usable");

    terminal.enter("watch stat app");
    terminal.await("Every 2 s: stat app");
    terminal.await("usable");
    terminal.press("C-c");
    awaitPrompt();
    terminal.enter("explain connection-refused");
    terminal.await("Look-alikes");
    awaitPrompt();

    terminal.type("half a line");
    terminal.press("C-c");
    awaitPrompt();
    terminal.enter("watch stat app until ok");
    terminal.await("usable\n" + "haproxy-doctor [");
    assertThat(scene.state("app/web1")).isEqualTo(AdminState.READY);
  }

  @Test
  void a_terminal_without_colours_or_abilities_will_do() throws Exception {
    terminal.enter("exit");
    terminal.awaitPrompt();
    terminal.enter("NO_COLOR=1 " + scene.program().launcher().toAbsolutePath());
    awaitPrompt();
    terminal.type("maint drain app/");
    terminal.press("Tab");
    terminal.await("app/web2 (UP");
    assertThat(terminal.colours()).isEmpty();
    terminal.press("C-c");
    awaitPrompt();
    terminal.enter("exit");
    terminal.awaitPrompt();

    terminal.enter("TERM=dumb " + scene.program().launcher().toAbsolutePath());
    awaitPrompt();
    terminal.press("C-c");
    terminal.enter("");
    awaitPrompt();
    terminal.enter("stat app");
    terminal.await("servers usable");
    awaitPrompt();
  }

  @Test
  void keeps_the_names_of_a_haproxy_that_died() throws Exception {
    scene.haproxy().close();
    terminal.enter("stat");
    terminal.await("[no answer");
    terminal.type("maint drain app/");
    terminal.press("Tab");
    terminal.await("maint drain app/web");
    terminal.press("C-c");
    awaitPrompt();
    terminal.enter("diagnose app");
    terminal.await("UNKNOWN");
  }

  @Test
  void fits_another_width_and_remembers_no_password() throws Exception {
    terminal.resize(44, 20);
    terminal.enter("stat app");
    terminal.await("servers usable");
    assertThat(terminal.screen().lines()).allMatch(l -> l.length() <= 44);

    terminal.enter("stat --socket http://ann:geheim@127.0.0.1:9/stats --timeout 1s");
    terminal.await("127.0.0.1:9");
    terminal.enter("explain sni-missing");
    terminal.await("]> ");
    terminal.press("C-d");
    terminal.awaitPrompt();
    assertThat(Files.readString(scene.file("haproxy-doctor/session_history")))
        .contains("stat app", "explain sni-missing")
        .doesNotContain("geheim");
  }
}
