package org.haproxydoctor.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.haproxydoctor.model.check.HttpCheck;

/// An HTTP check's request, byte for byte as HAProxy 2.2 and later send it.
///
/// Header names go out in lower case. `connection: close` comes last and only with HTTP/1.1. What
/// the configuration says of connection and transfer coding is left out, and a configured
/// `Connection` takes HAProxy's own with it. A `content-length` header stands for a length that
/// goes out even though the method needs none. Read off the wire of 2.2, 2.6, 3.0, 3.2 and 3.4.
final class RequestBytes {
  private static final Set<String> HAPROXYS_OWN =
      Set.of("connection", "content-length", "transfer-encoding");
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE");
  private static final Pattern NEWER = Pattern.compile("HTTP/(1\\.[1-9]|[2-9]\\..)");

  private RequestBytes() {}

  static byte[] of(HttpCheck check) {
    StringBuilder text = new StringBuilder();
    text.append(check.request()).append(' ').append(versionOf(check)).append("\r\n");
    boolean ownConnection = false;
    boolean length = !BODILESS.contains(check.method());
    for (HttpCheck.Header header : check.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      ownConnection |= name.equals("connection");
      length |= name.equals("content-length");
      if (!HAPROXYS_OWN.contains(name)) {
        text.append(name).append(": ").append(header.value()).append("\r\n");
      }
    }
    byte[] body = check.body().orElse("").getBytes(StandardCharsets.UTF_8);
    if (body.length > 0 || length) {
      text.append("content-length: ").append(body.length).append("\r\n");
    }
    if (isNewer(check) && !ownConnection) {
      text.append("connection: close\r\n");
    }
    byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private static boolean isNewer(HttpCheck check) {
    return NEWER.matcher(check.version()).matches();
  }

  /// `HTTP/2` too goes out as 1.1, though without closing; what is not known goes out as it is.
  private static String versionOf(HttpCheck check) {
    return isNewer(check) || check.version().equals("HTTP/2") ? "HTTP/1.1" : check.version();
  }
}
