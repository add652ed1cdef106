package org.haproxydoctor.config;

import java.util.Map;

/// Versions that look at `timeout check` only when `timeout connect` (or `inter`, the shorter of
/// the two) is over as well, so that a late answer may still count (HAProxy's CHANGELOG, "Requeue
/// healthchecks on I/O events"; seen on 2.2, 2.6 and 3.0.11).
final class LateTimeout {
  static final String NOTE =
      "This version of HAProxy may take an answer that comes after 'timeout check', until 'timeout"
          + " connect' or 'inter' is over as well.";

  /// The first release that is not known to have it, by branch: 2.8.16 and 3.2.1 name the fix in
  /// their CHANGELOG; of the others it is the first one made after the fix.
  private static final Map<Integer, Integer> FIXED =
      Map.of(204, 30, 206, 23, 208, 16, 300, 12, 301, 8, 302, 1);

  private LateTimeout() {}

  static boolean has(HaproxyVersion version) {
    int branch = 100 * version.major() + version.minor();
    return version.isBefore(3, 3)
        && version.patch() < FIXED.getOrDefault(branch, Integer.MAX_VALUE);
  }
}
