package org.haproxydoctor.runbook;

import java.util.List;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.NearNames;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.observe.Looks;

/// Picks the runbook to walk: the one asked for, or the built-in one that fits what HAProxy says.
public final class RunbookChoice {
  private static final String WHOLE_OUTAGE = "all-backends-down";
  private static final String ONE_BACKEND = "backend-down";
  private static final String NOBODY_LEFT = "no-alive-backends";
  private static final String SOME_SERVERS = "server-healthcheck-failure";

  private final RunbookLibrary library;

  public RunbookChoice(RunbookLibrary library) {
    this.library = library;
  }

  /// @param name id, alert name or file
  /// @throws CannotLookException when there is no such runbook, with near names
  public Runbook named(String name) {
    return library.find(name).orElseThrow(() -> absent(name));
  }

  /// @throws CannotLookException when the built-in runbooks are not where they should be
  public Runbook fitting(Looks looks) {
    return named(looks.proxies().value().map(p -> fitting(p, looks)).orElse(WHOLE_OUTAGE));
  }

  private static String fitting(Proxies proxies, Looks looks) {
    List<Backend> asked =
        proxies.backends().stream().filter(b -> looks.target().includes(b.name())).toList();
    List<Backend> withServers = asked.stream().filter(b -> !b.isEmpty()).toList();
    long out = withServers.stream().filter(b -> !b.serves()).count();
    if (out > 1 && out == withServers.size()) {
      return WHOLE_OUTAGE;
    }
    if (out > 0) {
      return ONE_BACKEND;
    }
    if (withServers.isEmpty() && !asked.isEmpty()) {
      return NOBODY_LEFT;
    }
    boolean failing =
        withServers.stream()
            .flatMap(b -> b.servers().stream())
            .anyMatch(s -> s.checkFails() && looks.target().includes(s.ref()));
    return failing ? SOME_SERVERS : ONE_BACKEND;
  }

  private CannotLookException absent(String name) {
    return new CannotLookException(
        "there is no runbook '" + name + "'",
        NearNames.question(name, library.names())
            .orElse("see haproxy-doctor runbook list, or give a file"));
  }
}
