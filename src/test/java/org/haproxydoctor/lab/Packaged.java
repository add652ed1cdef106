package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The packaged program, as a test runs it.
///
/// @param environment what it gets besides the test's own variables
public record Packaged(Path launcher, Map<String, String> environment) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// @throws IllegalStateException when the program was not packaged or HAProxy is not installed
  public static Packaged withHaproxy() {
    Path launcher = Path.of(System.getProperty("haproxydoctor.launcher", ""));
    if (!Files.isExecutable(launcher)) {
      throw new IllegalStateException("there is no launcher at " + launcher + ": run src/dev/test");
    }
    try {
      HaproxyBinary.find(Optional.empty(), System.getenv().getOrDefault("PATH", ""));
    } catch (RuntimeException e) {
      throw new IllegalStateException("the fault lab needs HAProxy: run src/dev/test", e);
    }
    return new Packaged(launcher, Map.of());
  }

  public Packaged with(Map<String, String> variables) {
    return new Packaged(launcher, variables);
  }

  /// What a run left.
  public record Result(int status, String out, String err) {}

  public Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("drill", ".out");
    Path err = Files.createTempFile("drill", ".err");
    try {
      Process process = start(out, err, arguments);
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(arguments) + " did not end within " + PATIENCE);
      }
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  public Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
