package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.haproxydoctor.mitigate.Rolling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maint rolling`: the servers of a backend, one after the other.
@Command(
    name = "rolling",
    description = {
      "Maintains servers one after the other: drain, wait for the sessions, maintenance, the work,"
          + " back, and on when HAProxy's own check has passed again.",
      "Stops at the first thing that does not work; --resume goes on there."
    })
public final class MaintRollingCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "BACKEND[/SERVER]",
      arity = "0..*",
      description = "Servers, or all of a backend that are in state ready.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--run",
      paramLabel = "COMMAND",
      description =
          "The work: a shell command, run on this host once for each server that is out, with"
              + " $$HAPROXY_BACKEND, $$HAPROXY_SERVER and $$HAPROXY_ADDRESS.")
  @Nullable String run;

  @Option(names = "--pause", description = "A person does the work, and is asked to go on.")
  boolean pause;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = "For the last session of a server to end. Default 2m.")
  Duration wait = Duration.ofMinutes(2);

  @Option(
      names = "--recovery",
      paramLabel = "DURATION",
      description = "For a server's check to pass after the work. Default 1m.")
  Duration recovery = Duration.ofMinutes(1);

  @Option(
      names = "--batch",
      paramLabel = "NUMBER",
      description =
          "So many servers at once, as long as half of a backend's weight stays. Default 1.")
  int batch = 1;

  @Option(names = "--resume", description = "Go on with the last one that did not end.")
  boolean resume;

  @Mixin ChangeOptions wanted = new ChangeOptions();
  @Spec CommandSpec spec;

  private final RollingChange change;

  public MaintRollingCommand(RollingChange change) {
    this.change = change;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    if (resume) {
      if (!names.isEmpty() || run != null || pause) {
        throw new ParameterException(
            spec.commandLine(), "--resume goes on with the servers and the work of before");
      }
      return change.resume(wanted, spec);
    }
    if (batch < 1) {
      throw new ParameterException(spec.commandLine(), "--batch takes a number from 1 on");
    }
    if (names.isEmpty() || (run == null) == !pause) {
      throw new ParameterException(
          spec.commandLine(), "name a backend, and the work with --run COMMAND or --pause");
    }
    ServerChoice choice = new ServerChoice();
    names.forEach(n -> choice.servers.add(n.indexOf('/') < 0 ? n + "/*" : n));
    return change.begin(choice, run, new Rolling.Limits(wait, recovery, batch), wanted, spec);
  }
}
