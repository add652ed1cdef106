package org.haproxydoctor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.model.CannotLookException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `completion`: the script that makes a shell complete this program's words.
@Command(
    name = "completion",
    description = {
      "Prints the completion script for a shell. For the running one:",
      "bash: source <(haproxy-doctor completion bash)%nzsh: source <(haproxy-doctor completion"
          + " zsh)%nfish: haproxy-doctor completion fish | source"
    })
public final class CompletionCommand implements Callable<Integer> {
  /// The shells there is a script for.
  public enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  Shell shell = Shell.BASH;

  @Spec CommandSpec spec;

  private final Path folder;

  /// @param folder where the scripts lie
  public CompletionCommand(Path folder) {
    this.folder = folder;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    Path script =
        folder.resolve(
            switch (shell) {
              case BASH -> "haproxy-doctor.bash";
              case ZSH -> "_haproxy-doctor";
              case FISH -> "haproxy-doctor.fish";
            });
    try {
      spec.commandLine().getOut().print(Files.readString(script));
    } catch (IOException e) {
      throw new CannotLookException(
          "the script " + script + " cannot be read", "install haproxy-doctor again");
    }
    return ExitCode.OK.value();
  }
}
