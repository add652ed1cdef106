package org.haproxydoctor.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.Releases;
import org.haproxydoctor.model.drill.Expectation;

/// A fault that can be rehearsed.
///
/// @param name of the folder, usually the cause's id
/// @param folder holds `haproxy.cfg` and `scenario.yaml`
/// @param title what is seen from outside, in a few words
/// @param story what the rehearsing operator is told; does not give the cause away
/// @param target arguments for `diagnose`
/// @param servers name in the configuration's template to what that backend does
/// @param tls how those of the servers speak TLS of which more than that is to be said
/// @param names what the drill's nameserver answers: an IPv4 address, or `NXDOMAIN`
/// @param stage what happens once HAProxy runs, in this order
/// @param traffic who keeps coming during the diagnosis
/// @param settled server to the words of `show stat`, one of which it must have come to
/// @param releases of HAProxy that can show the fault; empty when all can
/// @param site where it takes place
public record Drill(
    String name,
    Path folder,
    String title,
    String story,
    List<String> target,
    Map<String, Behaviour> servers,
    Map<String, TlsManner> tls,
    Map<String, String> names,
    List<StageAction> stage,
    List<Flow> traffic,
    Map<String, List<String>> settled,
    Optional<Releases> releases,
    Site site,
    Expectation expected) {
  public Drill {
    target = List.copyOf(target);
    servers = Map.copyOf(servers);
    tls = Map.copyOf(tls);
    names = Map.copyOf(names);
    stage = List.copyOf(stage);
    traffic = List.copyOf(traffic);
    settled = Map.copyOf(settled);
  }

  /// @return why this HAProxy cannot show the fault; empty when it can
  public Optional<String> cannotBeShownBy(HaproxyBinary haproxy) {
    return releases
        .filter(r -> !HaproxyVersion.parse(haproxy.version()).map(r::have).orElse(false))
        .map(_ -> "HAProxy " + haproxy.version() + " does not have what it shows");
  }

  /// @return whether it is a trap: nothing is wrong, and nothing must be found
  public boolean healthy() {
    return expected.cause().isEmpty();
  }
}
