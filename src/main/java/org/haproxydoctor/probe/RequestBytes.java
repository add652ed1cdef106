package org.haproxydoctor.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.haproxydoctor.model.check.HttpCheck;

/// An HTTP check's request, byte for byte as HAProxy 2.2 and later send it.
///
/// Header names go out in lower case. `connection: close` comes last and only with HTTP/1.1. What
/// the configuration says of connection, length and transfer coding is left out, and a configured
/// `Connection` takes HAProxy's own with it. Read off the wire of 2.6.
final class RequestBytes {
  private static final Set<String> HAPROXYS_OWN =
      Set.of("connection", "content-length", "transfer-encoding");
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE");

  private RequestBytes() {}

  static byte[] of(HttpCheck check) {
    boolean old = check.version().equals("HTTP/1.0");
    StringBuilder text = new StringBuilder();
    text.append(check.method()).append(' ').append(check.uri());
    text.append(old ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    boolean ownConnection = false;
    for (HttpCheck.Header header : check.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      ownConnection |= name.equals("connection");
      if (!HAPROXYS_OWN.contains(name)) {
        text.append(name).append(": ").append(header.value()).append("\r\n");
      }
    }
    byte[] body = check.body().orElse("").getBytes(StandardCharsets.UTF_8);
    if (body.length > 0 || !BODILESS.contains(check.method())) {
      text.append("content-length: ").append(body.length).append("\r\n");
    }
    if (check.version().equals("HTTP/1.1") && !ownConnection) {
      text.append("connection: close\r\n");
    }
    byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
