package org.haproxydoctor.model;

/// Why HAProxy could not be asked.
///
/// @param socket the address as the user wrote it
/// @param what one sentence without final stop: what happened
/// @param hint one sentence without final stop: the way out
public record SocketTrouble(Kind kind, String socket, String what, String hint) {

  /// The troubles that are told apart.
  public enum Kind {
    NO_SUCH_SOCKET,
    NOBODY_LISTENING,
    FORBIDDEN,
    NOT_HAPROXY,
    LEVEL_TOO_LOW,
    UNKNOWN_COMMAND,
    HUNG,
    TRUNCATED,
    RUNAWAY,
    /// Any other failure to connect, such as a name without address.
    UNREACHABLE
  }
}
