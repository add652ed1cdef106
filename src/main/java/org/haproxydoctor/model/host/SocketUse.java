package org.haproxydoctor.model.host;

/// The sockets of HAProxy's own host that lead to one server, whoever opened them.
///
/// @param timeWait those that are closed, but keep their local port for a minute (TIME_WAIT)
public record SocketUse(int all, int timeWait) {
  public static SocketUse none() {
    return new SocketUse(0, 0);
  }

  public SocketUse plus(boolean waits) {
    return new SocketUse(all + 1, timeWait + (waits ? 1 : 0));
  }
}
