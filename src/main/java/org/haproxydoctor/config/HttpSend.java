package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.jspecify.annotations.Nullable;

/// What `option httpchk` or `http-check send` says of the request; empty parts are left to the
/// other of the two, or to HAProxy's defaults.
///
/// @param headers values as log-format
record HttpSend(
    Optional<String> method,
    Optional<Text> uri,
    Optional<String> version,
    List<Header> headers,
    Optional<Text> body) {

  /// @param format whether it is a log-format rather than plain text
  record Text(String value, boolean format) {}

  HttpSend {
    headers = List.copyOf(headers);
  }

  static HttpSend nothing() {
    return new HttpSend(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  /// Each part that the later one has replaces ours; headers are replaced as a whole
  /// (`tcpcheck_overwrite_send_http_rule()`, src/tcpcheck.c).
  ///
  /// @param keepsHeaders whether ours stay when the later one has none
  HttpSend overriddenBy(HttpSend later, boolean keepsHeaders) {
    return new HttpSend(
        later.method.or(() -> method),
        later.uri.or(() -> uri),
        later.version.or(() -> version),
        later.headers.isEmpty() && keepsHeaders ? headers : later.headers,
        later.body.or(() -> body));
  }

  /// Reads the arguments of `option httpchk`: none, `uri`, `method uri`, `method uri version`, and
  /// from 3.1 on `method uri version host`. Up to 2.6 headers and body could hide behind the
  /// version.
  static HttpSend ofOption(List<String> arguments) {
    return switch (arguments.size()) {
      case 0 -> nothing();
      case 1 -> line(null, arguments.get(0), null);
      case 2 -> line(arguments.get(0), arguments.get(1), null);
      default -> {
        HttpSend request = line(arguments.get(0), arguments.get(1), arguments.get(2));
        if (arguments.size() == 3) {
          yield request;
        }
        String host = arguments.get(3).replace("%", "%%");
        yield new HttpSend(
            request.method,
            request.uri,
            request.version,
            List.of(new Header("host", host)),
            request.body);
      }
    };
  }

  private static HttpSend line(
      @Nullable String method, String uri, @Nullable String versionAndMore) {
    String all = versionAndMore == null ? "" : versionAndMore;
    int blank = all.indexOf("\r\n\r\n");
    String head = blank < 0 ? all : all.substring(0, blank);
    String body = blank < 0 ? "" : all.substring(blank + 4);
    int crlf = head.indexOf("\r\n");
    String version = crlf < 0 ? head : head.substring(0, crlf);
    return new HttpSend(
        Optional.ofNullable(method),
        Optional.of(new Text(uri, false)),
        version.isEmpty() ? Optional.empty() : Optional.of(normalised(version)),
        hiddenHeaders(crlf < 0 ? "" : head.substring(crlf + 2)),
        body.isEmpty() ? Optional.empty() : Optional.of(new Text(body, false)));
  }

  // Their values are log-formats like those of `http-check send` (seen on 2.2 and 2.6).
  private static List<Header> hiddenHeaders(String head) {
    List<Header> headers = new ArrayList<>();
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.add(new Header(name, line.substring(colon + 1).strip()));
      }
    }
    return headers;
  }

  static String normalised(String version) {
    String upper = version.toUpperCase(Locale.ROOT);
    return upper.startsWith("HTTP/") ? upper : version;
  }
}
