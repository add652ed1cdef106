package org.haproxydoctor.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One HTTP request as it came in.
///
/// @param text head and body, byte for character
record RequestText(String text) {
  private static final int LARGEST_HEAD = 64 * 1024;
  private static final int LARGEST_BODY = 1024 * 1024;
  private static final Pattern REQUEST_LINE = Pattern.compile("[A-Z]+ \\S+ HTTP/1\\.[01]\r?\n");

  /// Reads no further than it takes to see that something is no request: a PROXY header, or the
  /// first byte of a TLS handshake, is answered with 400 by real servers, too.
  ///
  /// @return empty when the client left first, or sent a head beyond all measure
  static Optional<RequestText> read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int inARow = 0;
    while (inARow < 2) {
      int b = in.read();
      if (b < 0 || head.size() > LARGEST_HEAD) {
        return Optional.empty();
      }
      head.write(b);
      if (b == '\n') {
        inARow++;
      } else if (b != '\r') {
        inARow = 0;
      }
      boolean lineEnds = b < ' ' && b != '\r';
      if (lineEnds && !textOf(head).isRequest()) {
        return Optional.of(textOf(head));
      }
    }
    RequestText request = textOf(head);
    byte[] body = in.readNBytes(request.bodyLength());
    return Optional.of(
        new RequestText(request.text + new String(body, StandardCharsets.ISO_8859_1)));
  }

  private static RequestText textOf(ByteArrayOutputStream bytes) {
    return new RequestText(bytes.toString(StandardCharsets.ISO_8859_1));
  }

  /// @return whether the first line is a request line
  boolean isRequest() {
    return REQUEST_LINE.matcher(text).lookingAt();
  }

  String method() {
    return requestLine()[0];
  }

  /// @return the path without query
  String path() {
    String[] line = requestLine();
    String uri = line.length > 1 ? line[1] : "";
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /// @return the `Host` header without port, lower case; empty without one
  String host() {
    String host = header("host").orElse("");
    int colon = host.lastIndexOf(':');
    boolean port = colon > 0 && colon > host.lastIndexOf(']');
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }

  Optional<String> header(String name) {
    return text.lines()
        .skip(1)
        .takeWhile(l -> !l.isEmpty())
        .filter(l -> l.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(l -> l.substring(name.length() + 1).strip())
        .findFirst();
  }

  private String[] requestLine() {
    return text.lines().findFirst().orElse("").split(" ", -1);
  }

  private int bodyLength() {
    try {
      return header("content-length")
          .map(Integer::parseInt)
          .map(n -> Math.clamp(n, 0, LARGEST_BODY))
          .orElse(0);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
