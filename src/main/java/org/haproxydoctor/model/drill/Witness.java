package org.haproxydoctor.model.drill;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who vouches for a finding, told from the source of its evidence.
public enum Witness {
  /// HAProxy itself: its Runtime API or its log.
  HAPROXY,
  /// A connection of our own.
  PROBE,
  /// A line of haproxy.cfg.
  CONFIGURATION,
  /// The host that HAProxy runs on.
  HOST;

  private static final Pattern LINE_OF_FILE = Pattern.compile(".+:\\d+");

  /// @param source as the public JSON names it: `show stat`, `probe`, `haproxy.cfg:42`, `log`,
  ///   `host`
  /// @return empty for a source that none of these stands behind
  public static Optional<Witness> behind(String source) {
    if (source.startsWith("show ") || source.equals("log") || source.equals("haproxy -c")) {
      return Optional.of(HAPROXY);
    }
    if (source.equals("probe")) {
      return Optional.of(PROBE);
    }
    if (source.equals("host")) {
      return Optional.of(HOST);
    }
    return LINE_OF_FILE.matcher(source).matches() ? Optional.of(CONFIGURATION) : Optional.empty();
  }
}
