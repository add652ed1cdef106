package org.haproxydoctor.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.RowKey;
import org.haproxydoctor.runtimeapi.Command;
import org.haproxydoctor.runtimeapi.HaproxyClient;
import org.haproxydoctor.runtimeapi.InvalidAddressException;
import org.haproxydoctor.runtimeapi.RuntimeApiException;
import org.haproxydoctor.runtimeapi.TrafficParser;

/// An HAProxy of our own, started as the current user and ended by its own pid.
final class PrivateHaproxy implements AutoCloseable {
  private static final int SECONDS_TO_LEAVE = 2;
  private static final int POLL_MILLIS = 20;

  /// The few commands that are not silent on success, in the words of 2.2 to 3.4.
  private static final String SAYS_WHAT_IT_DID =
      "(?s)(IP changed from |port changed from |New server registered).*";

  private final HaproxyBinary binary;
  private final DrillFolder folder;
  private final Process process;
  private final HaproxyClient client;

  private PrivateHaproxy(
      HaproxyBinary binary, DrillFolder folder, Process process, HaproxyClient client) {
    this.binary = binary;
    this.folder = folder;
    this.process = process;
    this.client = client;
  }

  /// Starts it in the foreground (`-db`), so that it stays our child.
  ///
  /// @param extra more of its options
  static PrivateHaproxy launch(HaproxyBinary binary, DrillFolder folder, String... extra)
      throws IOException {
    HaproxyClient client;
    try {
      client = HaproxyClient.at(folder.socket().toString());
    } catch (InvalidAddressException e) {
      throw new IOException(e.getMessage(), e);
    }
    List<String> command =
        new ArrayList<>(List.of(binary.path().toString(), "-db", "-f", folder.config().toString()));
    command.addAll(List.of(extra));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.output().toFile()))
            .start();
    return new PrivateHaproxy(binary, folder, process, client);
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
        // A socket of its predecessor may still answer.
        if (client.info(deadline).pid().orElse(process.pid()) == process.pid()) {
          return;
        }
      } catch (RuntimeApiException notYet) {
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

  Proxies proxies(Deadline deadline) {
    try {
      return client.proxies(deadline);
    } catch (RuntimeApiException e) {
      throw new CannotLookException(e.trouble().what(), e.trouble().hint());
    }
  }

  /// @param server as `backend/server`
  long timesDown(String server, Deadline deadline) {
    try {
      return TrafficParser.parse(client.statTable(deadline), server.split("/", 2)[0]::equals)
          .stream()
          .filter(r -> r.key().kind() == RowKey.Kind.SERVER)
          .filter(r -> server.equals(r.key().proxy() + "/" + r.key().server()))
          .mapToLong(r -> r.total(Counter.TIMES_DOWN).orElse(0))
          .findFirst()
          .orElse(0);
    } catch (RuntimeApiException e) {
      throw new CannotLookException(e.trouble().what(), e.trouble().hint());
    }
  }

  /// Does what an operator does on the Runtime API.
  ///
  /// @throws CannotLookException when HAProxy does not answer, or has an objection
  void command(String line, Deadline deadline) {
    try {
      String answer = client.send(new Command(line), deadline).strip();
      if (!answer.isEmpty() && !answer.matches(SAYS_WHAT_IT_DID)) {
        throw new CannotLookException(
            "HAProxy refused `" + line + "`: " + answer, "correct the scenario");
      }
    } catch (RuntimeApiException e) {
      throw new CannotLookException(e.trouble().what(), e.trouble().hint());
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
