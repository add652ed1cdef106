package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.haproxydoctor.cli.StateChange.Afterwards;
import org.haproxydoctor.model.AdminState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `maint drain`.
@Command(
    name = "drain",
    description = "Lets servers finish: no new traffic but persistent sessions, checks go on.")
public final class MaintDrainCommand implements Callable<Integer> {
  /// What may follow a drain.
  public enum Then {
    MAINT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin ServerChoice choice = new ServerChoice();

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = "Wait until no session is left, at most this long.")
  @Nullable Duration wait;

  @Option(
      names = "--then",
      paramLabel = "STATE",
      description = "With --wait: when no session is left, ${COMPLETION-CANDIDATES}.")
  @Nullable Then then;

  @Mixin ChangeOptions wanted = new ChangeOptions();
  @Spec CommandSpec spec;

  private final StateChange change;

  public MaintDrainCommand(StateChange change) {
    this.change = change;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    if (then != null && wait == null) {
      throw new ParameterException(
          spec.commandLine(), "--then wants --wait, which says how long the sessions may take");
    }
    Optional<Afterwards> afterwards =
        Optional.ofNullable(wait).map(longest -> new Afterwards(longest, then == Then.MAINT));
    return change.run(AdminState.DRAIN, choice, wanted, afterwards, spec);
  }
}
