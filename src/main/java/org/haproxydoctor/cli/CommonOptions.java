package org.haproxydoctor.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options every command takes, before or after its name.
public final class CommonOptions {
  @Option(
      names = "--socket",
      paramLabel = "ADDR",
      scope = ScopeType.INHERIT,
      description =
          "HAProxy's Runtime API: /path, unix:/path, host:port, [v6]:port, or read-only"
              + " http(s)://host:port/stats. Several are tried in order. Default:"
              + " $$HAPROXY_DOCTOR_SOCKET, the user's configuration, what the running HAProxy's"
              + " configuration says, the usual paths.")
  List<String> sockets = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "haproxy.cfg, or a directory of them; repeatable, as haproxy -f. Default: the running"
              + " process's own, then /etc/haproxy/haproxy.cfg.")
  List<Path> configs = new ArrayList<>();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "HAProxy's log file, or 'journal'. Default: the usual places.")
  @Nullable String log;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      scope = ScopeType.INHERIT,
      description = "text (default), json; stat also csv.")
  Output output = Output.TEXT;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      scope = ScopeType.INHERIT,
      description = "auto (default), always, never. NO_COLOR is honoured.")
  ColorMode color = ColorMode.auto;

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      defaultValue = "20s",
      scope = ScopeType.INHERIT,
      description = "Time for the whole run, such as 500ms, 5s, 2m. Default 20s.")
  Duration budget = Duration.ofSeconds(20);

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5s",
      scope = ScopeType.INHERIT,
      description =
          "Time for one look at HAProxy, its log, a name or a server; at most half the budget."
              + " Default 5s.")
  Duration timeout = Duration.ofSeconds(5);

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print nothing at all when everything is OK.")
  boolean quiet;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Stack traces when haproxy-doctor itself fails.")
  boolean debug;

  /// When to use colour.
  enum ColorMode {
    auto,
    always,
    never
  }

  /// @return the form of the results
  public Output output() {
    return output;
  }

  /// @return whether stack traces are wanted
  public boolean debug() {
    return debug;
  }

  boolean wantsJson() {
    return output == Output.JSON;
  }
}
