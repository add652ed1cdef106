package org.haproxydoctor.config;

import java.util.Optional;
import org.haproxydoctor.model.Endpoint;

/// An address as HAProxy's `str2sa_range()` reads it (configuration manual, section 11): an
/// optional family prefix, then a path, or a host and, behind the last colon, a port.
///
/// @param endpoint port 0 when there is none
/// @param relativePort the port is added to the client's, such as `+10`
/// @param exotic the family prefix when it names something that cannot be connected to from outside
///   HAProxy, such as `abns`
/// @param trouble what is wrong with the address
record ServerAddress(
    Endpoint endpoint, boolean relativePort, Optional<String> exotic, Optional<String> trouble) {

  private static ServerAddress plain(Endpoint endpoint) {
    return new ServerAddress(endpoint, false, Optional.empty(), Optional.empty());
  }

  static ServerAddress parse(String text) {
    int sign = text.indexOf('@');
    String prefix = sign < 0 ? "" : text.substring(0, sign);
    String rest = text.substring(sign + 1);
    return switch (prefix.substring(prefix.indexOf('+') + 1)) {
      case "unix", "uxst", "uxdg" -> plain(new Endpoint(absolute(rest), 0));
      case "abns", "abnsz", "fd", "sockpair", "rhttp", "rev" ->
          new ServerAddress(
              new Endpoint(text, 0), false, Optional.of(prefix + "@"), Optional.empty());
      case "", "ipv4", "ipv6", "tcp", "tcp4", "tcp6", "mptcp", "mptcp4", "mptcp6" -> inet(rest);
      case "udp", "udp4", "udp6", "quic", "quic4", "quic6" -> {
        ServerAddress inet = inet(rest);
        yield new ServerAddress(
            inet.endpoint, inet.relativePort, Optional.of(prefix + "@"), inet.trouble);
      }
      default ->
          new ServerAddress(
              new Endpoint(text, 0),
              false,
              Optional.of(prefix + "@"),
              Optional.of("unknown address family '" + prefix + "@'"));
    };
  }

  private static String absolute(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }

  private static ServerAddress inet(String text) {
    if (text.startsWith("/")) {
      return plain(new Endpoint(text, 0));
    }
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon >= 0 && colon > text.lastIndexOf(']');
    String host = host(hasPort ? text.substring(0, colon) : text);
    String port = hasPort ? text.substring(colon + 1) : "";
    if (port.isEmpty()) {
      return plain(new Endpoint(host, 0));
    }
    if (port.startsWith("+") || port.startsWith("-")) {
      return new ServerAddress(new Endpoint(host, 0), true, Optional.empty(), Optional.empty());
    }
    return port(port)
        .map(p -> plain(new Endpoint(host, p)))
        .orElseGet(() ->
            new ServerAddress(
                new Endpoint(host, 0),
                false,
                Optional.empty(),
                Optional.of("'" + port + "' is not a port")));
  }

  private static String host(String text) {
    String host =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return host.isEmpty() || host.equals("*") ? "0.0.0.0" : host;
  }

  /// @return 0 to 65535
  static Optional<Integer> port(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Optional.of(Integer.parseInt(text)).filter(p -> p <= 65535) : Optional.empty();
  }

  /// @return whether a `source` of this address leaves the choice to the system
  static boolean isAny(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }
}
