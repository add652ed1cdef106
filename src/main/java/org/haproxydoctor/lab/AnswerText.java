package org.haproxydoctor.lab;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.lab.Behaviour.Route;

/// The answers of a programmable HTTP server.
final class AnswerText {
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(204, "No Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(410, "Gone"),
          Map.entry(421, "Misdirected Request"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private static final Route NOT_FOUND =
      new Route(
          Optional.empty(), Optional.empty(), Optional.empty(), 404, Map.of(), "no such page\n");

  private AnswerText() {}

  /// @return the bytes of the first route that matches, else of a 404
  static byte[] of(RequestText request, List<Route> routes) {
    Route route = routes.stream().filter(r -> matches(r, request)).findFirst().orElse(NOT_FOUND);
    String body = route.status() == 204 ? "" : route.body();
    StringBuilder answer = new StringBuilder("HTTP/1.1 ");
    answer.append(route.status()).append(' ').append(reason(route.status())).append("\r\n");
    route.headers().forEach((k, v) -> answer.append(k).append(": ").append(v).append("\r\n"));
    answer.append("Content-Length: ").append(body.length()).append("\r\n");
    answer.append("Connection: close\r\n\r\n");
    if (!request.method().equals("HEAD")) {
      answer.append(body);
    }
    return answer.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean matches(Route route, RequestText request) {
    return route.method().map(request.method()::equals).orElse(true)
        && route.path().map(request.path()::equals).orElse(true)
        && route.host().map(h -> h.toLowerCase(Locale.ROOT).equals(request.host())).orElse(true);
  }

  private static String reason(int status) {
    return REASONS.getOrDefault(status, "Status " + status);
  }
}
