package org.haproxydoctor.observe;

import java.util.Map;
import java.util.Optional;

/// How a run that was moved into HAProxy's network namespace knows it.
public final class Entering {
  /// Holds the process whose namespace this is; also keeps a run from being moved twice.
  public static final String VARIABLE = "HAPROXY_DOCTOR_NETNS_OF";

  private Entering() {}

  /// @return the process whose network namespace this run was moved into
  public static Optional<Long> entered(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(pid -> pid.matches("[1-9][0-9]{0,9}"))
        .map(Long::valueOf);
  }
}
