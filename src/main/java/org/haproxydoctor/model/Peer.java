package org.haproxydoctor.model;

import java.util.Optional;
import java.util.OptionalLong;

/// Who is at the other end of the connection to HAProxy, as this host's system tells.
///
/// @param pid the process that made the UNIX socket (`SO_PEERCRED`, `unix(7)`): HAProxy's master or
///   worker, or a service manager that handed the socket on; empty over TCP
/// @param address the address literal that was connected to over TCP; empty for a UNIX socket, and
///   as long as nobody answered
public record Peer(OptionalLong pid, Optional<String> address) {
  public static Peer unknown() {
    return new Peer(OptionalLong.empty(), Optional.empty());
  }

  public static Peer process(long pid) {
    return new Peer(pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty(), Optional.empty());
  }

  public static Peer at(String address) {
    return new Peer(OptionalLong.empty(), Optional.of(address));
  }
}
