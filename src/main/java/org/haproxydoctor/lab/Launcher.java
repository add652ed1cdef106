package org.haproxydoctor.lab;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.haproxydoctor.model.CannotLookException;

/// The packaged program, run as a child so that a rehearsal shows exactly what an operator gets.
public final class Launcher {
  private static final int MOST = 16 << 20;

  private final Path program;
  private final UnaryOperator<List<String>> wrapped;

  private Launcher(Path program, UnaryOperator<List<String>> wrapped) {
    this.program = program;
    this.wrapped = wrapped;
  }

  /// @param home the distribution's folder
  /// @throws CannotLookException when there is no launcher in it
  public static Launcher in(Path home) {
    Path program = home.resolve("bin/haproxy-doctor");
    if (!Files.isExecutable(program)) {
      throw new CannotLookException(
          "this runs the packaged program, and there is none at " + program,
          "build it with mvn package and start target/haproxy-doctor/bin/haproxy-doctor");
    }
    return new Launcher(program, UnaryOperator.identity());
  }

  /// What a child said.
  ///
  /// @param bytes on both streams together
  public record Captured(int status, String out, int bytes) {}

  /// @param wrapping puts another command around this one
  public Launcher within(UnaryOperator<List<String>> wrapping) {
    return new Launcher(program, wrapping);
  }

  /// Runs it with our own streams.
  ///
  /// @return its exit status
  public int show(List<String> arguments) {
    return started(arguments, builder -> builder.inheritIO(), Process::waitFor);
  }

  /// Runs it and keeps what it says on stdout; stderr is ours when `heard`, else counted and
  /// dropped.
  public Captured capture(List<String> arguments, boolean heard) {
    return started(
        arguments,
        builder -> builder.redirectError(heard ? Redirect.INHERIT : Redirect.PIPE),
        process -> {
          process.getOutputStream().close();
          int[] errors = new int[1];
          Thread listener =
              Thread.startVirtualThread(() -> errors[0] = length(process.getErrorStream()));
          byte[] out = process.getInputStream().readNBytes(MOST);
          listener.join();
          int status = process.waitFor();
          return new Captured(
              status, new String(out, StandardCharsets.UTF_8), out.length + errors[0]);
        });
  }

  private static int length(InputStream stream) {
    try (stream) {
      return stream.readNBytes(MOST).length;
    } catch (IOException _) {
      return 0;
    }
  }

  /// Waits for a child.
  @FunctionalInterface
  private interface Waiting<T> {
    T on(Process process) throws IOException, InterruptedException;
  }

  private <T> T started(
      List<String> arguments, UnaryOperator<ProcessBuilder> streams, Waiting<T> waiting) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try (CleanUp cleanUp = new CleanUp()) {
      Process process = streams.apply(new ProcessBuilder(wrapped.apply(command))).start();
      cleanUp.add(() -> end(process));
      return waiting.on(process);
    } catch (IOException e) {
      throw new CannotLookException(
          program + " cannot be run: " + e.getMessage(), "install haproxy-doctor again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotLookException("it was interrupted", "run it again");
    }
  }

  // It may have a HAProxy of its own to put away before it leaves.
  private static void end(Process process) {
    process.destroy();
    process.onExit().join();
  }
}
