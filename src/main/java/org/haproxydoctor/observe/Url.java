package org.haproxydoctor.observe;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Endpoint;

/// `HOST:PORT` or a URL on the command line.
///
/// @param text as the user wrote it
/// @param path empty for `HOST:PORT` and `tcp://`
public record Url(String text, Endpoint endpoint, boolean tls, Optional<String> path) {
  /// Looser than RFC 3986, whose names have no underscore: names of containers do.
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?<scheme>(?i:https?|tcp))://(?:[^/?#@\\s\\p{Cc}]*@)?"
              + "(?:\\[(?<v6>[0-9a-fA-F:.]+)]|(?<name>[^/?#@:\\[\\]\\s\\p{Cc}]+))"
              + "(?::(?<port>[0-9]{1,5}))?(?<path>[/?][^#\\s\\p{Cc}]*|)(?:#.*)?");

  private static final Pattern PASSWORD = Pattern.compile("^([a-zA-Z]+://[^/?#@:]*):[^/?#@]*@");

  /// @return whether the text is meant as an address rather than as `BACKEND[/SERVER]`
  public static boolean isAddress(String text) {
    return text.contains("://") || text.matches("\\[[0-9a-fA-F:.]+]:\\d+|[^/:\\s]+:\\d+");
  }

  /// @throws CannotLookException when it is neither `HOST:PORT` nor an http, https or tcp URL
  public static Url parse(String text) {
    Matcher whole = WHOLE.matcher(text.contains("://") ? text : "tcp://" + text);
    if (!whole.matches()) {
      throw wrong(text);
    }
    String scheme = whole.group("scheme").toLowerCase(Locale.ROOT);
    String host = whole.group("v6") == null ? whole.group("name") : whole.group("v6");
    int port = port(scheme, Optional.ofNullable(whole.group("port")));
    if (port < 1 || port > 65535 || (whole.group("v6") != null && !isLiteral(host))) {
      throw wrong(text);
    }
    String path = whole.group("path");
    return new Url(
        text,
        new Endpoint(host, port),
        scheme.equals("https"),
        scheme.equals("tcp")
            ? Optional.empty()
            : Optional.of(path.startsWith("/") ? path : "/" + path));
  }

  private static int port(String scheme, Optional<String> written) {
    return written
        .map(Integer::parseInt)
        .orElse(
            switch (scheme) {
              case "http" -> 80;
              case "https" -> 443;
              default -> 0;
            });
  }

  private static boolean isLiteral(String host) {
    try {
      return InetAddress.ofLiteral(host).getAddress().length == 16;
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private static CannotLookException wrong(String text) {
    return new CannotLookException(
        "'" + text + "' is no address that can be probed",
        "write host:port, [v6]:port, or an http or https URL");
  }

  /// @return the text with its password masked
  String shown() {
    return PASSWORD.matcher(text).replaceFirst("$1:***@");
  }

  /// @return the `Host` header for a request to this URL
  String hostHeader() {
    boolean usual = endpoint.port() == (tls ? 443 : 80);
    return (usual ? endpoint.withPort(0) : endpoint).toString();
  }
}
