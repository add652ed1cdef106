package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Which servers a command changes.
final class ServerChoice {
  private static final String ALL = "*";

  @Parameters(
      paramLabel = "BACKEND/SERVER",
      arity = "0..*",
      description = "Servers; BACKEND/* for all of a backend.")
  List<String> servers = new ArrayList<>();

  @Option(
      names = "--all-backends",
      paramLabel = "SERVER",
      description = "The server of this name in every backend that has one.")
  @Nullable String everywhere;

  /// @throws ParameterException when none is named, or one as no server can be
  void check(CommandSpec spec) {
    if (servers.isEmpty() == (everywhere == null)) {
      throw new ParameterException(
          spec.commandLine(), "name servers as BACKEND/SERVER, or one with --all-backends");
    }
    for (String name : servers) {
      if (ServerRef.parse(name).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "'" + name + "' is no BACKEND/SERVER; all of a backend are BACKEND/*");
      }
    }
  }

  /// @return each once, in the order they were named
  /// @throws CannotLookException for a name that HAProxy does not know
  List<ServerRef> from(Proxies proxies) {
    Set<ServerRef> chosen = new LinkedHashSet<>();
    if (everywhere != null) {
      proxies.backends().stream()
          .flatMap(b -> b.servers().stream())
          .map(Server::ref)
          .filter(s -> s.server().equals(everywhere))
          .forEach(chosen::add);
      if (chosen.isEmpty()) {
        throw new CannotLookException(
            "no backend has a server '" + everywhere + "'", "`stat` shows their names");
      }
    }
    for (String name : servers) {
      ServerRef ref = ServerRef.parse(name).orElseThrow();
      boolean all = ref.server().equals(ALL);
      TargetNames.check(new Target(List.of(all ? ref.backend() : name)), proxies);
      if (all) {
        proxies.backend(ref.backend()).map(Backend::servers).orElse(List.of()).stream()
            .map(Server::ref)
            .forEach(chosen::add);
      } else {
        chosen.add(ref);
      }
    }
    return List.copyOf(chosen);
  }
}
