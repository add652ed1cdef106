package org.haproxydoctor.runtimeapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.model.Peer;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.StatTable;

/// The questions the program asks one HAProxy, answered in its nouns.
///
/// Every method opens one connection and throws [RuntimeApiException] when there is no whole answer
/// by the deadline.
public final class HaproxyClient {
  private final RuntimeApi api;

  public HaproxyClient(RuntimeApi api) {
    this.api = api;
  }

  /// @param address `/path`, `unix:/path`, `unix@/path`, `host:port`, `[v6]:port`, or the
  ///   `http(s)://` URL of a stats page; nothing is connected yet
  /// @throws InvalidAddressException when the text is none of these
  public static HaproxyClient at(String address) throws InvalidAddressException {
    return at(address, RuntimeApi.DEFAULT_LIMIT);
  }

  /// @param limit bytes after which an answer counts as runaway
  public static HaproxyClient at(String address, long limit) throws InvalidAddressException {
    return new HaproxyClient(
        switch (RuntimeAddress.parse(address)) {
          case RuntimeAddress.Unix unix -> new UnixRuntimeApi(unix, limit);
          case RuntimeAddress.Tcp tcp -> new TcpRuntimeApi(tcp, limit);
          case RuntimeAddress.Page page -> new StatsPage(page, limit);
        });
  }

  /// @return the address as the user wrote it, a password in it masked
  public String address() {
    return api.address();
  }

  /// @return whether this is a stats page, over which nothing can be changed
  public boolean isReadOnly() {
    return api.tellsStatOnly();
  }

  /// @return who gave the last answer, as this host's system tells
  public Peer peer() {
    return api.peer();
  }

  /// Sends one line, such as a change of state.
  ///
  /// @return HAProxy's words, blank when it had nothing to say
  public String send(Command command, Deadline deadline) throws RuntimeApiException {
    return api.ask(command.line(), deadline);
  }

  /// @return `show info`; from a stats page, which cannot tell, an empty one without asking
  public ProcessInfo info(Deadline deadline) throws RuntimeApiException {
    if (api.tellsStatOnly()) {
      return new ProcessInfo("", OptionalLong.empty(), Optional.empty(), false, Map.of());
    }
    return InfoParser.parse(api.ask(Dump.INFO.command(), deadline));
  }

  /// @return `show stat`, all columns
  public StatTable statTable(Deadline deadline) throws RuntimeApiException {
    return StatCsv.parse(api.ask(Dump.STAT.command(), deadline));
  }

  /// @return `show stat` as proxies and servers
  public Proxies proxies(Deadline deadline) throws RuntimeApiException {
    return ProxiesParser.parse(statTable(deadline));
  }

  /// @return `show servers state` in HAProxy's order; a stats page cannot tell
  public Map<ServerRef, ServerState> serversState(Deadline deadline) throws RuntimeApiException {
    return ServersStateParser.parse(api.ask(Dump.SERVERS_STATE.command(), deadline));
  }

  /// @return what this connection may do; empty when HAProxy (before 1.9) or a stats page cannot
  ///   tell
  public Optional<CliLevel> cliLevel(Deadline deadline) throws RuntimeApiException {
    return api.tellsStatOnly()
        ? Optional.empty()
        : CliLevel.of(api.ask("show cli level", deadline));
  }

  /// @return `show servers conn`; before HAProxy 2.2, and a stats page, cannot tell
  public List<ServerConnections> serversConnections(Deadline deadline) throws RuntimeApiException {
    return ServersConnParser.parse(api.ask(Dump.SERVERS_CONN.command(), deadline));
  }

  /// @return `show resolvers`; none where no `resolvers` section exists; a stats page cannot tell
  public List<NameserverCounters> nameservers(Deadline deadline) throws RuntimeApiException {
    return ResolversParser.parse(api.ask("show resolvers", deadline));
  }
}
