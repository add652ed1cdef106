package org.haproxydoctor.lab;

import java.nio.charset.StandardCharsets;
import java.util.Map;
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

  private AnswerText() {}

  /// Where no route fits.
  static Route notFound() {
    return Route.any(404).withBody("no such page\n");
  }

  static byte[] of(RequestText request, Route route) {
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

  private static String reason(int status) {
    return REASONS.getOrDefault(status, "Status " + status);
  }
}
