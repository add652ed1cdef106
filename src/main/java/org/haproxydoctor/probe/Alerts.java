package org.haproxydoctor.probe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the alert by which a peer ended TLS in what Java says of it.
final class Alerts {
  private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: ([a-z_0-9]+)");
  private static final int DEEPEST = 10;

  private Alerts() {}

  /// @return its name in RFC 8446, such as `handshake_failure`
  static Optional<String> in(Throwable trouble) {
    Throwable each = trouble;
    for (int i = 0; i < DEEPEST && each != null; i++) {
      Matcher alert = RECEIVED.matcher(String.valueOf(each.getMessage()));
      if (alert.find()) {
        return Optional.of(alert.group(1));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
