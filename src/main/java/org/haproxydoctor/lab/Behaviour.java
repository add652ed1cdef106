package org.haproxydoctor.lab;

import java.time.Duration;
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
  public record Route(
      Optional<String> method,
      Optional<String> path,
      Optional<String> host,
      int status,
      Map<String, String> headers,
      String body) {
    public Route {
      headers = Map.copyOf(headers);
    }
  }

  public static Behaviour of(Mode mode) {
    return new Behaviour(mode, false, false, "", Duration.ZERO, List.of());
  }
}
