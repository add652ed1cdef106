package org.haproxydoctor.probe;

import java.time.Duration;

/// How long a probe waits, first for the connection, then for everything after it.
///
/// @param connect for the connection alone
/// @param answer from the connection on: PROXY header, TLS handshake, request and answer
public record Waits(Duration connect, Duration answer) {
  /// The same patience for both.
  public static Waits of(Duration each) {
    return new Waits(each, each);
  }
}
