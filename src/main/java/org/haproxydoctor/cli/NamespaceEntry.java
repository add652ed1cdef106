package org.haproxydoctor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Entering;

/// Runs this very command once more inside HAProxy's network namespace, where its own probes,
/// lookups and host facts are what HAProxy itself would see.
///
/// Only the network is entered (`nsenter(1)`, util-linux): files, the UNIX socket and the processes
/// are the host's.
public final class NamespaceEntry {
  /// What a run inside ends with when HAProxy does not answer there (`EX_TEMPFAIL`, sysexits.h).
  private static final int NOT_ANSWERED = 75;

  private static final int TRIAL_SECONDS = 2;
  private static final int LONGEST_REASON = 300;

  private final List<String> arguments;
  private final Path program;
  private final Map<String, String> environment;

  /// @param arguments of this run, as the user gave them
  /// @param home the distribution's folder
  public NamespaceEntry(List<String> arguments, Path home, Map<String, String> environment) {
    this.arguments = List.copyOf(arguments);
    this.program = home.resolve("bin/haproxy-doctor");
    this.environment = Map.copyOf(environment);
  }

  /// @return the exit status of the run inside, which has said everything; empty when this run is
  ///   to go on
  Optional<Integer> instead(Collector looks, CommonOptions options, Netns netns) {
    if (Entering.entered(environment).isPresent()) {
      // The namespace was right, but a TCP address may lead nowhere from inside it.
      return looks.trouble().isPresent() ? Optional.of(NOT_ANSWERED) : Optional.empty();
    }
    Optional<HaproxyProcess> process = looks.whereabouts().elsewhere();
    if (process.isEmpty()) {
      return Optional.empty();
    }
    if (netns.when == Netns.When.OFF) {
      looks.whereabouts().stayOutside("it was not entered, because of --netns off");
      return Optional.empty();
    }
    try {
      int status = enter(process.get().pid(), looks, options);
      if (status != NOT_ANSWERED) {
        return Optional.of(status);
      }
      looks
          .whereabouts()
          .stayOutside(
              "inside it HAProxy does not answer at " + looks.socket().orElse("its socket"));
    } catch (IOException e) {
      looks.whereabouts().stayOutside("it could not be entered: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      looks.whereabouts().stayOutside("interrupted");
    }
    return Optional.empty();
  }

  private int enter(long pid, Collector looks, CommonOptions options)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(program)) {
      throw new IOException("this is not the packaged program, which could be started there");
    }
    List<String> nsenter = List.of("nsenter", "-t", Long.toString(pid), "-n", "--");
    tryOut(nsenter);
    List<String> command = new ArrayList<>(nsenter);
    command.add(program.toString());
    List<String> same = new ArrayList<>(arguments);
    if (options.sockets.isEmpty()) {
      // Behind the command's name, and before any `--`.
      int at = Math.min(same.size(), 1);
      looks.socket().ifPresent(s -> same.add(at, "--socket=" + s));
    }
    command.addAll(same);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(Entering.VARIABLE, Long.toString(pid));
    Process inside = builder.start();
    // A signal to this process alone must not leave the other behind.
    Thread hook = new Thread(inside::destroy, "end the run inside the namespace");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return inside.waitFor();
    } finally {
      inside.destroy();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // This process is being ended already.
    }
  }

  /// Finds out about missing rights before anything is printed.
  private static void tryOut(List<String> nsenter) throws IOException, InterruptedException {
    List<String> trial = new ArrayList<>(nsenter);
    trial.add("true");
    Process process;
    try {
      process = new ProcessBuilder(trial).redirectErrorStream(true).start();
    } catch (IOException _) {
      throw new IOException("nsenter (util-linux) is not installed");
    }
    try (InputStream said = process.getInputStream()) {
      if (!process.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("nsenter did not end");
      }
      if (process.exitValue() != 0) {
        String words = new String(said.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8).strip();
        throw new IOException(words.isEmpty() ? "nsenter failed" : words.replaceAll("\\s+", " "));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
