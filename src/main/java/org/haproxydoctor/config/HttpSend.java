package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.check.HttpCheck.Header;

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
  /// from 3.1 on `method uri version host`. An empty one, as of a variable that is not set, counts
  /// as not written: without a second, the first is the URI (`proxy_parse_httpchk_opt()`,
  /// src/tcpcheck.c). Up to 2.6 headers and body could hide behind the version.
  static HttpSend ofOption(List<String> arguments) {
    Optional<String> first = written(arguments, 0);
    Optional<String> second = written(arguments, 1);
    String all = written(arguments, 2).orElse("");
    int blank = all.indexOf("\r\n\r\n");
    String head = blank < 0 ? all : all.substring(0, blank);
    int crlf = head.indexOf("\r\n");
    String version = crlf < 0 ? head : head.substring(0, crlf);
    List<Header> headers = hiddenHeaders(crlf < 0 ? "" : head.substring(crlf + 2));
    written(arguments, 3).ifPresent(h -> headers.add(new Header("host", h.replace("%", "%%"))));
    return new HttpSend(
        second.isPresent() ? first : Optional.empty(),
        second.or(() -> first).map(u -> new Text(u, false)),
        Optional.of(version).filter(v -> !v.isEmpty()).map(HttpSend::normalised),
        headers,
        Optional.of(blank < 0 ? "" : all.substring(blank + 4))
            .filter(b -> !b.isEmpty())
            .map(b -> new Text(b, false)));
  }

  private static Optional<String> written(List<String> arguments, int at) {
    return at < arguments.size()
        ? Optional.of(arguments.get(at)).filter(a -> !a.isEmpty())
        : Optional.empty();
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
