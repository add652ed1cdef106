package org.haproxydoctor.config;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;
import org.jspecify.annotations.Nullable;

/// `http-check connect` or `tcp-check connect`: without `default` it discards what the server line
/// says of TLS and PROXY (`tcpcheck_eval_connect()`, src/tcpcheck.c).
///
/// @param serverOptions `default`: what is not said here comes from the server line
/// @param viaSocks whether it goes through the server's SOCKS proxy
/// @param computedPort the expression that gives the port
record ConnectRule(
    boolean serverOptions,
    Optional<String> address,
    int port,
    boolean ssl,
    boolean sendProxy,
    Optional<String> sni,
    Optional<String> alpn,
    Optional<String> proto,
    boolean viaSocks,
    Optional<String> computedPort) {

  /// The connection of a check without such a rule.
  static ConnectRule implicit() {
    return plain(true);
  }

  /// The connection of a request, which does not heed what is said of checks.
  static ConnectRule ofTraffic() {
    return plain(false);
  }

  private static ConnectRule plain(boolean serverOptions) {
    return new ConnectRule(
        serverOptions,
        Optional.empty(),
        0,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  static ConnectRule parse(List<String> words, ConfigLine line, Problems problems) {
    Parser parser = new Parser();
    int at = 0;
    while (at < words.size()) {
      String keyword = words.get(at);
      String value = at + 1 < words.size() ? words.get(at + 1) : "";
      if (parser.flag(keyword)) {
        at++;
      } else if (parser.option(keyword, value)) {
        at += 2;
      } else {
        problems.add(line, "unknown argument '" + keyword + "' of connect");
        at++;
      }
    }
    return parser.result();
  }

  /// The rule while it is read.
  private static final class Parser {
    private boolean serverOptions;
    private boolean ssl;
    private boolean sendProxy;
    private int port;
    private @Nullable String address;
    private @Nullable String sni;
    private @Nullable String alpn;
    private @Nullable String proto;
    private boolean viaSocks;
    private @Nullable String computedPort;

    boolean flag(String keyword) {
      switch (keyword) {
        case "default" -> serverOptions = true;
        case "ssl" -> ssl = true;
        case "send-proxy" -> sendProxy = true;
        case "via-socks4" -> viaSocks = true;
        case "linger" -> {}
        default -> {
          return false;
        }
      }
      return true;
    }

    boolean option(String keyword, String value) {
      switch (keyword) {
        case "port" -> port(value);
        case "addr" -> address = value;
        case "sni" -> sni = value;
        case "alpn" -> alpn = value;
        case "proto" -> proto = value;
        case "comment" -> {}
        default -> {
          return false;
        }
      }
      return true;
    }

    private void port(String value) {
      Optional<Integer> number = ServerAddress.port(value);
      if (number.isPresent()) {
        port = number.get();
      } else {
        computedPort = value;
      }
    }

    ConnectRule result() {
      return new ConnectRule(
          serverOptions,
          Optional.ofNullable(address),
          port,
          ssl,
          sendProxy,
          Optional.ofNullable(sni),
          Optional.ofNullable(alpn),
          Optional.ofNullable(proto),
          viaSocks,
          Optional.ofNullable(computedPort));
    }
  }
}
