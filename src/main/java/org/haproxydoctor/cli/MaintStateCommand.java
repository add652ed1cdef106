package org.haproxydoctor.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.haproxydoctor.model.AdminState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `maint maint` and `maint ready`.
@Command
public final class MaintStateCommand implements Callable<Integer> {
  @Mixin ServerChoice choice = new ServerChoice();
  @Mixin ChangeOptions wanted = new ChangeOptions();
  @Spec CommandSpec spec;

  private final AdminState to;
  private final StateChange change;

  public MaintStateCommand(AdminState to, StateChange change) {
    this.to = to;
    this.change = change;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    return change.run(to, choice, wanted, Optional.empty(), spec);
  }
}
