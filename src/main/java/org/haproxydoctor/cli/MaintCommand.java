package org.haproxydoctor.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `maint`: what changes servers.
@Command(
    name = "maint",
    description = {
      "Takes servers out and brings them back: a plan first, then an explicit yes, then a look"
          + " whether it worked. Every change is in the journal and can be taken back.",
      "The exit status is 0 when everything is done and seen to be, 4 when a guard refused, nobody"
          + " said yes, or it could not be seen."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class MaintCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command given: drain, maint, ready, rolling, undo or history");
  }
}
