package org.haproxydoctor.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `drill`: rehearsals with a real HAProxy.
@Command(
    name = "drill",
    description =
        "Rehearses an incident: a private HAProxy on loopback shows a real fault, and is"
            + " diagnosed.",
    synopsisSubcommandLabel = "list|run")
public final class DrillCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say list or run");
  }
}
