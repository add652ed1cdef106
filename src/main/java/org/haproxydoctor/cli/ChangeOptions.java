package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.ServerRef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The options of every command that changes something.
final class ChangeOptions {
  @Option(
      names = "--dry-run",
      description = "Show the plan and the exact Runtime API lines, and send nothing.")
  boolean dryRun;

  @Option(
      names = "--yes-to",
      paramLabel = "BACKEND/SERVER",
      description = "Change this server without asking; repeatable.")
  List<String> yesTo = new ArrayList<>();

  @Option(
      names = "--allow-outage",
      paramLabel = "BACKEND/SERVER",
      description = "Take this server out even if nobody is left in its backend; repeatable.")
  List<String> allowOutage = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the journal.")
  @Nullable String reason;

  Set<ServerRef> yesTo(CommandSpec spec) {
    return servers("--yes-to", yesTo, spec);
  }

  Set<ServerRef> allowOutage(CommandSpec spec) {
    return servers("--allow-outage", allowOutage, spec);
  }

  private static Set<ServerRef> servers(String option, List<String> names, CommandSpec spec) {
    Set<ServerRef> servers = new HashSet<>();
    for (String name : names) {
      servers.add(
          ServerRef.parse(name)
              .filter(s -> !s.server().equals("*"))
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      option + " takes one server by name, BACKEND/SERVER, not '" + name + "'")));
    }
    return servers;
  }
}
