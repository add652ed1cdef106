package org.haproxydoctor.observe;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.ServerProbes;

/// Where HAProxy is, seen from this program, and what of this host may therefore testify.
public final class Whereabouts {
  private static final Path ROOT = Path.of("/");

  private final HaproxyLook haproxy;
  private final Supplier<Observed<HostFacts>> host;
  private final Map<String, String> environment;
  private volatile Optional<String> stayed = Optional.empty();

  /// @param environment of this process
  Whereabouts(
      HaproxyLook haproxy, Supplier<Observed<HostFacts>> host, Map<String, String> environment) {
    this.haproxy = haproxy;
    this.host = host;
    this.environment = environment;
  }

  /// @return where this program stands as HAProxy's network goes
  public Standpoint standpoint() {
    return HostLook.standpoint(environment, pid(), haproxy.peer(), host.get().value(), stayed);
  }

  /// @return the process of another network namespace on this host that is the HAProxy that
  ///   answers, or its master; empty when it is not elsewhere, or not the only one that may be
  public Optional<HaproxyProcess> elsewhere() {
    List<HaproxyProcess> other =
        host.get().value().map(h -> h.elsewhere(pid(), haproxy.peer())).orElse(List.of());
    return other.size() == 1 ? Optional.of(other.getFirst()) : Optional.empty();
  }

  /// This run stays in its own network.
  ///
  /// @param why a clause without final stop
  public void stayOutside(String why) {
    stayed = Optional.of(why);
  }

  /// @return what this host says of itself and of its network, when it is HAProxy's
  Observed<HostFacts> hostOfHaproxy(
      List<Server> suspects, Map<ServerRef, ServerProbes> probed, Deadline deadline) {
    return switch (standpoint()) {
      case Standpoint.Same _, Standpoint.Inside _ ->
          host.get()
              .map(h -> HostLook.withNetwork(h, pid(), haproxy.peer(), suspects, probed, deadline));
      case Standpoint.Outside(String why) -> Observed.unseen(why);
      case Standpoint.Afar _ -> Observed.unseen("HAProxy runs on another one");
    };
  }

  /// @param files tell where this host does not
  /// @return HAProxy's root directory, from where it looks for its servers' UNIX sockets
  Path root(Optional<Configuration> files) {
    return OwnProcess.of(haproxy.process().value(), host.get().value())
        .flatMap(HaproxyProcess::root)
        .or(() -> files.flatMap(f -> f.global().chroot()))
        .orElse(ROOT);
  }

  private OptionalLong pid() {
    return haproxy.process().value().map(ProcessInfo::pid).orElse(OptionalLong.empty());
  }
}
