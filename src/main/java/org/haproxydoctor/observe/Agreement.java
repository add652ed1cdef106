package org.haproxydoctor.observe;

import java.util.Locale;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Server;

/// How our repetition of a server's health check compares with HAProxy's own verdict, in the words
/// of the runbook format.
public enum Agreement {
  AGREE_UP,
  AGREE_DOWN,
  ONLY_HAPROXY_DOWN,
  ONLY_PROBE_DOWN;

  /// @param server as HAProxy sees it
  /// @param passed whether our repetition of its check passed
  public static Agreement of(Server server, boolean passed) {
    // A check that passed on a condition takes the server out softly; for our repetition this is no
    // success either.
    boolean softly =
        server
            .check()
            .filter(c -> c.status().result() == CheckStatus.Result.CONDITIONALLY_PASSED)
            .isPresent();
    boolean well = !server.status().isDown() && !server.checkFails() && !softly;
    if (passed) {
      return well ? AGREE_UP : ONLY_HAPROXY_DOWN;
    }
    return well ? ONLY_PROBE_DOWN : AGREE_DOWN;
  }

  public boolean agrees() {
    return this == AGREE_UP || this == AGREE_DOWN;
  }

  /// @return `agree-up`, `only-haproxy-down` …
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
