package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.haproxydoctor.model.Deadline;

/// A real terminal of 80 columns with a shell in it, driven through tmux.
final class Terminal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path socket;

  private Terminal(Path socket) {
    this.socket = socket;
  }

  /// @param socket of a tmux server of its own; a short path
  static Terminal open(Path socket, Map<String, String> environment) throws Exception {
    Terminal terminal = new Terminal(socket);
    List<String> shell = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> shell.add(name + "=" + value));
    shell.addAll(List.of("PS1=> ", "TERM=screen", "sh", "-i"));
    List<String> start =
        new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "40"));
    start.addAll(shell);
    terminal.tmux(start.toArray(String[]::new));
    return terminal;
  }

  /// Types a text as it is.
  void type(String text) throws Exception {
    tmux("send-keys", "-l", text);
  }

  /// Presses a key by tmux's name, such as `Enter` or `C-c`.
  void press(String key) throws Exception {
    tmux("send-keys", key);
  }

  void enter(String line) throws Exception {
    type(line);
    press("Enter");
  }

  /// As a terminal hands on what is pasted into it.
  void paste(String text) throws Exception {
    tmux("set-buffer", text);
    tmux("paste-buffer", "-p");
  }

  void resize(int width, int height) throws Exception {
    tmux("resize-window", "-x", "" + width, "-y", "" + height);
  }

  String screen() throws Exception {
    return tmux("capture-pane", "-p").stripTrailing();
  }

  /// @return the codes of the colours on the screen
  List<String> colours() throws Exception {
    return Pattern.compile("\u001b\\[[0-9;]*[1-9][0-9;]*m")
        .matcher(tmux("capture-pane", "-p", "-e"))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /// Waits until the screen shows a text.
  void await(String text) throws Exception {
    await(screen -> screen.contains(text));
  }

  /// Waits until the screen ends like this.
  void awaitEnd(String text) throws Exception {
    await(screen -> screen.endsWith(text));
  }

  /// Waits until the shell wants the next line.
  void awaitPrompt() throws Exception {
    await(s -> s.endsWith(">"));
  }

  /// Leaves nothing on the screen that could be taken for what comes.
  void clear() throws Exception {
    awaitPrompt();
    enter("clear");
    await(">"::equals);
  }

  private void await(Predicate<String> wanted) throws Exception {
    Deadline deadline = Deadline.in(PATIENCE);
    while (!wanted.test(screen())) {
      assertThat(deadline.passed()).as(screen()).isFalse();
      LockSupport.parkNanos(20_000_000);
    }
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /// Closes the window on whatever runs in it.
  @Override
  public void close() {
    try {
      tmux("kill-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
