package org.haproxydoctor.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `runbook`: the runbooks themselves.
@Command(
    name = "runbook",
    description = "Lists, shows and checks runbooks.",
    synopsisSubcommandLabel = "list|show|lint")
public final class RunbookCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say list, show or lint");
  }
}
