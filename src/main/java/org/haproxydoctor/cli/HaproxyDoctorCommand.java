package org.haproxydoctor.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The program itself; its subcommands do the work.
@Command(
    name = "haproxy-doctor",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    scope = ScopeType.INHERIT,
    description = "Names the root cause of an HAProxy incident, with evidence, and the way out.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 OK, 1 degraded, 2 outage, 3 could not look, 4 not applied, 64 usage error,"
          + " 70 defect.",
      "",
      "First aid:   haproxy-doctor diagnose"
    })
public final class HaproxyDoctorCommand implements Runnable {
  @Mixin final CommonOptions options;
  @Spec private CommandSpec spec;

  public HaproxyDoctorCommand(CommonOptions options) {
    this.options = options;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
