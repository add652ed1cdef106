package org.haproxydoctor.runtimeapi;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.haproxydoctor.model.Endpoint;

/// Where an HAProxy can be asked: `/path`, `host:port`, or the URL of its stats page.
sealed interface RuntimeAddress {

  /// `sun_path` of `unix(7)` holds 108 bytes, the closing NUL included.
  int LONGEST_PATH = 107;

  /// Prefixes of TCP addresses (configuration manual, section 11).
  Set<String> TCP_FAMILIES = Set.of("ipv4", "ipv6", "tcp", "tcp4", "tcp6");

  /// @return as the user wrote it, a password masked
  String shown();

  /// `/path`, `unix:/path` or `unix@/path`
  record Unix(String shown, String path) implements RuntimeAddress {}

  /// `host:port` or `[v6]:port`, also with the family's prefix of a `stats socket` line
  record Tcp(String shown, Endpoint endpoint) implements RuntimeAddress {}

  /// `http(s)://[user:password@]host[:port]/path`
  record Page(String shown, StatsUrl url) implements RuntimeAddress {}

  static RuntimeAddress parse(String text) throws InvalidAddressException {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidAddressException("a socket address holds no control characters");
    }
    if (text.startsWith("http://") || text.startsWith("https://")) {
      StatsUrl url = StatsUrl.parse(text);
      return new Page(url.shown(), url);
    }
    if (text.startsWith("/")) {
      return unix(text, text);
    }
    if (text.startsWith("unix:") || text.startsWith("unix@")) {
      return unix(text, text.substring("unix:".length()));
    }
    return new Tcp(text, tcp(text, withoutFamily(text)));
  }

  private static String withoutFamily(String text) {
    int at = text.indexOf('@');
    return at >= 0 && TCP_FAMILIES.contains(text.substring(0, at)) ? text.substring(at + 1) : text;
  }

  private static Unix unix(String text, String path) throws InvalidAddressException {
    if (!path.startsWith("/")) {
      throw new InvalidAddressException(
          "`"
              + text
              + "`: write the path of a UNIX socket from the root, such as unix:/run/x.sock");
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw new InvalidAddressException(
          "`%s`: the path of a UNIX socket has at most %d bytes".formatted(text, LONGEST_PATH));
    }
    return new Unix(text, path);
  }

  private static Endpoint tcp(String text, String address) throws InvalidAddressException {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? "" : address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new InvalidAddressException(
          "`%s`: write an IPv6 address in brackets, such as [::1]:9999".formatted(text));
    }
    if (host.isBlank() || host.chars().anyMatch(c -> "/ @".indexOf(c) >= 0)) {
      throw new InvalidAddressException("`" + text + "` is no socket address");
    }
    return new Endpoint(host, port(text, address.substring(colon + 1)));
  }

  private static int port(String text, String digits) throws InvalidAddressException {
    if (digits.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    throw new InvalidAddressException(
        "`%s`: `%s` is no port, which is a number from 1 to 65535".formatted(text, digits));
  }
}
