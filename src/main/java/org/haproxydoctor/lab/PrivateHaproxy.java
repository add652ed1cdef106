package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;

/// An HAProxy of our own, started as the current user and ended by its own pid.
final class PrivateHaproxy implements AutoCloseable {
  private static final int SECONDS_TO_LEAVE = 2;
  private static final int POLL_MILLIS = 20;

  private final HaproxyBinary binary;
  private final DrillFolder folder;
  private final Process process;
  private final ControlSocket control;

  private PrivateHaproxy(HaproxyBinary binary, DrillFolder folder, Process process) {
    this.binary = binary;
    this.folder = folder;
    this.process = process;
    this.control = new ControlSocket(folder.socket());
  }

  /// Starts it in the foreground (`-db`), so that it stays our child.
  static PrivateHaproxy launch(HaproxyBinary binary, DrillFolder folder) throws IOException {
    List<String> command =
        List.of(binary.path().toString(), "-db", "-f", folder.config().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(folder.output().toFile())
            .start();
    return new PrivateHaproxy(binary, folder, process);
  }

  long pid() {
    return process.pid();
  }

  /// @throws CannotLookException with HAProxy's own words, when it ended or does not answer
  void awaitAnswer(Deadline deadline) throws InterruptedException {
    while (true) {
      if (!process.isAlive()) {
        throw new CannotLookException(
            "HAProxy " + binary.version() + " did not start: " + lastWords(),
            "see `" + binary.path() + " -v` and try another one with --haproxy PATH");
      }
      try {
        control.ask("show info", deadline);
        return;
      } catch (IOException notYet) {
        if (deadline.passed()) {
          throw new CannotLookException(
              "HAProxy "
                  + binary.version()
                  + " does not answer on its socket: "
                  + notYet.getMessage(),
              "the host may be overloaded: try again");
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /// @throws CannotLookException when HAProxy does not answer
  String ask(String line, Deadline deadline) {
    try {
      return control.ask(line, deadline);
    } catch (IOException e) {
      throw new CannotLookException(
          "HAProxy did not answer `" + line + "`: " + e.getMessage(),
          "the host may be overloaded: try again");
    }
  }

  /// Ends it as a crash would: no clean-up, its socket file stays.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(folder.output());
      return lines.stream()
          .filter(l -> l.contains("[ALERT]"))
          .findFirst()
          .or(() -> lines.stream().filter(l -> !l.isBlank()).reduce((_, last) -> last))
          .orElse("it said nothing, exit status " + process.exitValue())
          .strip();
    } catch (IOException e) {
      return "its output cannot be read: " + e.getMessage();
    }
  }
}
