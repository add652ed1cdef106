package org.haproxydoctor.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A line of HAProxy's log on a server's or backend's state (HAProxy `srv_append_status`,
/// `src/server.c`).
///
/// @param at empty when the line carries no readable time
/// @param subject `backend/server`, or the proxy's name for [Kind#NO_SERVER_AVAILABLE],
///   [Kind#SOURCE_BIND_FAILED], [Kind#NO_FREE_PORTS] and [Kind#FD_LIMIT]
/// @param reason the text after `reason:`, such as `Layer4 timeout`; else `changed from CLI`, or
///   the cause in parentheses of a maintenance
/// @param info the text after `info:`, HAProxy's hex escapes kept
/// @param took how long the check ran that the line reports on
/// @param line the message without the syslog prefix
public record ServerEvent(
    Optional<Instant> at,
    Kind kind,
    String subject,
    Optional<String> reason,
    Optional<String> info,
    Optional<Duration> took,
    String line) {

  /// @return an event of which the log gives neither reason nor check
  public static ServerEvent plain(Optional<Instant> at, Kind kind, String subject, String line) {
    return new ServerEvent(
        at, kind, subject, Optional.empty(), Optional.empty(), Optional.empty(), line);
  }

  /// The events that are told apart.
  public enum Kind {
    DOWN,
    UP,
    STOPPING,
    CHECK_FAILED,
    CHECK_SUCCEEDED,
    AGENT_CHECK_FAILED,
    AGENT_CHECK_SUCCEEDED,
    MAINTENANCE,
    LEAVING_MAINTENANCE,
    DRAIN,
    NO_SERVER_AVAILABLE,
    SOURCE_BIND_FAILED,
    /// A connection to a server found no local port (`tcp_connect_server()`, `src/proto_tcp.c`).
    NO_FREE_PORTS,
    /// No file descriptor was left (`sock_create_server_socket()`, `src/sock.c`).
    FD_LIMIT
  }
}
