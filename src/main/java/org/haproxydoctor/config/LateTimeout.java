package org.haproxydoctor.config;

import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.Releases;

/// Versions that look at `timeout check` only when `timeout connect` (or `inter`, the shorter of
/// the two) is over as well, so that a late answer may still count (HAProxy's CHANGELOG, "Requeue
/// healthchecks on I/O events"; seen on 2.2, 2.6 and 3.0.11).
final class LateTimeout {
  static final String NOTE =
      "This version of HAProxy may take an answer that comes after 'timeout check', until 'timeout"
          + " connect' or 'inter' is over as well.";

  /// All before the fix: 2.8.16 and 3.2.1 name it in their CHANGELOG; of the others the last
  /// release made before it.
  private static final Releases LATE =
      Releases.parse(
          "1.8, 1.9, 2.0, 2.1, 2.2, 2.3, 2.4.0-29, 2.5, 2.6.0-22, 2.7, 2.8.0-15, 2.9, 3.0.0-11,"
              + " 3.1.0-7, 3.2.0");

  private LateTimeout() {}

  static boolean has(HaproxyVersion version) {
    return LATE.have(version);
  }
}
