package org.haproxydoctor.observe;

import java.net.SocketException;
import java.util.Optional;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.probe.HostFactsReader;

/// Looks at this host, and whether it is the one that HAProxy sees.
final class HostLook {
  private HostLook() {}

  static Observed<HostFacts> read(Deadline deadline) {
    try {
      return Observed.seen(new HostFactsReader().read(deadline));
    } catch (SocketException e) {
      return Observed.unseen("this host does not tell its addresses: " + e.getMessage());
    }
  }

  /// @return why nothing that is tried from here tells what HAProxy reaches, and the way out; empty
  ///   when it does as far as known
  static Optional<String> elsewhere(Optional<ProcessInfo> process, Optional<HostFacts> host) {
    return process
        .filter(p -> p.pid().isPresent())
        .flatMap(p -> host.flatMap(h -> h.elsewhere(p.pid().getAsLong())))
        .map(p ->
            "HAProxy, pid "
                + p.pid()
                + ", has another network than this program (a container, a network namespace): what"
                + " is reached from here says nothing about it; look from there, as root: `nsenter"
                + " -t "
                + p.pid()
                + " -n haproxy-doctor \u2026`");
  }
}
