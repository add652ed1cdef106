package org.haproxydoctor.diagnose.rules;

import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.traffic.Gauge;

/// How full something is, in the form of evidence.
final class Capacity {
  private Capacity() {}

  static Evidence atLimit(ServerTraffic server) {
    return Evidence.stat(
        server.ref(),
        "scur",
        server.row().lasting(Gauge.SESSIONS)
            + " of slim "
            + server.row().now(Gauge.LIMIT).orElse(0));
  }
}
