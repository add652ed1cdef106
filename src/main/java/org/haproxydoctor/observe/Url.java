package org.haproxydoctor.observe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Endpoint;

/// `HOST:PORT` or a URL on the command line.
///
/// @param text as the user wrote it
/// @param path empty for `HOST:PORT` and `tcp://`
public record Url(String text, Endpoint endpoint, boolean tls, Optional<String> path) {

  /// @return whether the text is meant as an address rather than as `BACKEND[/SERVER]`
  public static boolean isAddress(String text) {
    return text.contains("://") || text.matches("\\[[0-9a-fA-F:.]+]:\\d+|[^/:\\s]+:\\d+");
  }

  /// @throws CannotLookException when it is neither `HOST:PORT` nor an http, https or tcp URL
  public static Url parse(String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "tcp://" + text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      boolean http = scheme.equals("http") || scheme.equals("https");
      if (uri.getHost() == null || (!http && !scheme.equals("tcp"))) {
        throw wrong(text);
      }
      String host = uri.getHost().replaceAll("[\\[\\]]", "");
      int port = uri.getPort() > 0 ? uri.getPort() : defaultPort(scheme, text);
      if (port > 65535) {
        throw wrong(text);
      }
      return new Url(
          text,
          new Endpoint(host, port),
          scheme.equals("https"),
          http ? Optional.of(pathOf(uri)) : Optional.empty());
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
  }

  private static String pathOf(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static int defaultPort(String scheme, String text) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> throw wrong(text);
    };
  }

  private static CannotLookException wrong(String text) {
    return new CannotLookException(
        "'" + text + "' is no address that can be probed",
        "write host:port, [v6]:port, or an http or https URL");
  }

  /// @return the `Host` header for a request to this URL
  String hostHeader() {
    boolean usual = endpoint.port() == (tls ? 443 : 80);
    return (usual ? endpoint.withPort(0) : endpoint).toString();
  }
}
