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
/// @param script the lines of [Mode#SCRIPT]
public record Behaviour(
    Mode mode,
    boolean tls,
    boolean proxyHeader,
    String banner,
    Duration delay,
    List<Route> routes,
    List<ScriptLine> script) {

  public Behaviour {
    routes = List.copyOf(routes);
    script = List.copyOf(script);
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
    BANNER,
    /// Speaks by its script, and after it listens until the client leaves.
    SCRIPT
  }

  /// One line of a script; all text is one character for each byte.
  public sealed interface ScriptLine {
    /// Waits until this has come since the last such line.
    record Hear(String text) implements ScriptLine {}

    record Say(String text) implements ScriptLine {}

    /// Says it again and again, with a pause before each time, until the client leaves.
    record Repeat(String text, Duration pause) implements ScriptLine {}

    /// Ends the connection with FIN.
    record Close() implements ScriptLine {}

    /// Ends the connection with RST.
    record Reset() implements ScriptLine {}
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
    return new Behaviour(mode, false, false, "", Duration.ZERO, List.of(), List.of());
  }

  public static Behaviour http(Route... routes) {
    return new Behaviour(Mode.HTTP, false, false, "", Duration.ZERO, List.of(routes), List.of());
  }

  public static Behaviour banner(String banner) {
    return new Behaviour(Mode.BANNER, false, false, banner, Duration.ZERO, List.of(), List.of());
  }

  public static Behaviour script(ScriptLine... lines) {
    return new Behaviour(Mode.SCRIPT, false, false, "", Duration.ZERO, List.of(), List.of(lines));
  }

  public Behaviour withTls() {
    return new Behaviour(mode, true, proxyHeader, banner, delay, routes, script);
  }

  public Behaviour withProxyHeader() {
    return new Behaviour(mode, tls, true, banner, delay, routes, script);
  }

  public Behaviour withDelay(Duration thinking) {
    return new Behaviour(mode, tls, proxyHeader, banner, thinking, routes, script);
  }
}
