package org.haproxydoctor.lab;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a programmable backend does with a connection.
///
/// @param mode how it treats the connection
/// @param tls whether it speaks TLS, with a certificate made for the drill
/// @param proxyHeader whether it demands a PROXY header (v1 or v2) first, and resets without one
/// @param banner what [Mode#BANNER] says at once
/// @param delay how long it thinks before each answer
/// @param routes the answers of [Mode#HTTP], the first that matches wins; none matching is a 404
public record Behaviour(
    Mode mode,
    boolean tls,
    boolean proxyHeader,
    String banner,
    Duration delay,
    List<Route> routes) {

  public Behaviour {
    routes = List.copyOf(routes);
  }

  /// How a connection is treated.
  public enum Mode {
    /// Answers HTTP by its routes.
    HTTP,
    /// A port that nobody listens on.
    REFUSE,
    /// SYNs stay unanswered: a listener whose accept queue is full.
    BLACKHOLE,
    /// Accepts, reads, never answers.
    HANG,
    /// Accepts and resets once something was sent.
    RESET,
    /// Accepts and closes at once.
    CLOSE,
    /// Says its banner, as an SSH or SMTP server does, and then nothing.
    BANNER
  }

  /// One answer.
  ///
  /// @param method matches any when empty
  /// @param path matches any when empty; compared with the request's path without query
  /// @param host matches any when empty; compared with the `Host` header without port
  /// @param manner when and how it answers
  public record Route(
      Optional<String> method,
      Optional<String> path,
      Optional<String> host,
      int status,
      Map<String, String> headers,
      String body,
      Manner manner) {
    public Route {
      headers = Map.copyOf(headers);
    }

    /// Answers every request with this status.
    public static Route any(int status) {
      return new Route(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          status,
          Map.of(),
          "ok\n",
          Manner.usual());
    }

    public Route forMethod(String wanted) {
      return new Route(Optional.of(wanted), path, host, status, headers, body, manner);
    }

    public Route forPath(String wanted) {
      return new Route(method, Optional.of(wanted), host, status, headers, body, manner);
    }

    public Route forHost(String wanted) {
      return new Route(method, path, Optional.of(wanted), status, headers, body, manner);
    }

    public Route withBody(String text) {
      return new Route(method, path, host, status, headers, text, manner);
    }

    public Route withHeader(String name, String value) {
      Map<String, String> all = new HashMap<>(headers);
      all.put(name, value);
      return new Route(method, path, host, status, all, body, manner);
    }
  }

  public static Behaviour of(Mode mode) {
    return new Behaviour(mode, false, false, "", Duration.ZERO, List.of());
  }

  public static Behaviour http(Route... routes) {
    return new Behaviour(Mode.HTTP, false, false, "", Duration.ZERO, List.of(routes));
  }

  public static Behaviour banner(String banner) {
    return new Behaviour(Mode.BANNER, false, false, banner, Duration.ZERO, List.of());
  }

  public Behaviour withTls() {
    return new Behaviour(mode, true, proxyHeader, banner, delay, routes);
  }

  public Behaviour withProxyHeader() {
    return new Behaviour(mode, tls, true, banner, delay, routes);
  }

  public Behaviour withDelay(Duration thinking) {
    return new Behaviour(mode, tls, proxyHeader, banner, thinking, routes);
  }
}
