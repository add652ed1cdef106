package org.haproxydoctor.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;

/// The HAProxy that answers, among the processes of this host.
final class OwnProcess {
  /// `Uptime_sec` is in whole seconds, rounded by some releases.
  private static final Duration WHOLE_SECONDS = Duration.ofSeconds(1);

  /// The start in `/proc` is told in hundredths of a second, and so is the time since the boot.
  private static final Duration BLUR = Duration.ofMillis(50);

  private OwnProcess() {}

  /// @return empty when it is none of this host's, or could be several
  static Optional<HaproxyProcess> of(Optional<ProcessInfo> process, Optional<HostFacts> host) {
    long pid = process.flatMap(p -> p.pid().stream().boxed().findFirst()).orElse(-1L);
    List<HaproxyProcess> may =
        host.map(HostFacts::haproxyProcesses).orElse(List.of()).stream()
            .filter(p -> p.innerPid() == pid)
            .toList();
    return may.size() == 1 ? Optional.of(may.getFirst()) : Optional.empty();
  }

  /// @return the moment by which it had started for certain: the system's word where there is one,
  ///   else what HAProxy's own uptime allows
  static Optional<Instant> startedBy(Optional<ProcessInfo> process, Optional<HostFacts> host) {
    return of(process, host)
        .flatMap(p -> p.origin().started())
        .map(at -> at.plus(BLUR))
        .or(() ->
            process
                .flatMap(ProcessInfo::uptime)
                .map(up -> Instant.now().minus(up).plus(WHOLE_SECONDS)));
  }
}
