package org.haproxydoctor.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The older ways to say which TLS versions may be used: `force-tlsv12`, `no-tlsv10` (configuration
/// manual, section 5.2), next to `ssl-min-ver` and `ssl-max-ver`.
final class TlsVersions {
  private static final List<String> KEYWORDS =
      List.of("sslv3", "tlsv10", "tlsv11", "tlsv12", "tlsv13");
  private static final List<String> NAMES =
      List.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private TlsVersions() {}

  /// @param remember told the keyword when it is one of these
  static boolean apply(String keyword, Consumer<String> remember) {
    boolean known =
        (keyword.startsWith("no-") && KEYWORDS.contains(keyword.substring(3)))
            || (keyword.startsWith("force-") && KEYWORDS.contains(keyword.substring(6)));
    if (known) {
      remember.accept(keyword);
    }
    return known;
  }

  /// @param setting looks a server's setting up
  static Optional<String> least(Function<String, Optional<String>> setting) {
    Optional<String> forced = forced(setting);
    if (forced.isPresent()) {
      return forced;
    }
    if (setting.apply("ssl-min-ver").isPresent()) {
      return setting.apply("ssl-min-ver");
    }
    // SSLv3 is off in every current library.
    int first = 1;
    while (first < KEYWORDS.size() && excluded(setting, first)) {
      first++;
    }
    return first > 1 && first < NAMES.size() ? Optional.of(NAMES.get(first)) : Optional.empty();
  }

  /// @param setting looks a server's setting up
  static Optional<String> greatest(Function<String, Optional<String>> setting) {
    Optional<String> forced = forced(setting);
    if (forced.isPresent()) {
      return forced;
    }
    if (setting.apply("ssl-max-ver").isPresent()) {
      return setting.apply("ssl-max-ver");
    }
    int last = KEYWORDS.size() - 1;
    while (last >= 0 && excluded(setting, last)) {
      last--;
    }
    return last >= 0 && last < NAMES.size() - 1 ? Optional.of(NAMES.get(last)) : Optional.empty();
  }

  private static Optional<String> forced(Function<String, Optional<String>> setting) {
    for (int i = KEYWORDS.size() - 1; i >= 0; i--) {
      if (setting.apply("force-" + KEYWORDS.get(i)).isPresent()) {
        return Optional.of(NAMES.get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean excluded(Function<String, Optional<String>> setting, int version) {
    return setting.apply("no-" + KEYWORDS.get(version)).isPresent();
  }
}
