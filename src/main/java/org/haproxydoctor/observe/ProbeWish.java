package org.haproxydoctor.observe;

import java.util.Optional;

/// What `probe` is to ask of each subject.
public sealed interface ProbeWish {
  /// Only a connection.
  record Tcp() implements ProbeWish {}

  /// One HTTP request, over TLS where the server's traffic uses it.
  ///
  /// @param host `Host` header and SNI instead of the address
  record Http(String method, String path, Optional<String> host) implements ProbeWish {}

  /// The server's own health check; a subject that has none is only connected to, a URL asked for.
  ///
  /// @param host for URLs
  record Health(Optional<String> host) implements ProbeWish {}
}
