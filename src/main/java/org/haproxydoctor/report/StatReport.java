package org.haproxydoctor.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.StatTable;
import org.haproxydoctor.observe.Listed;
import org.haproxydoctor.observe.Target;

/// Everything a run of `stat` has to tell.
///
/// @param socket the address that answered
/// @param all every proxy of the process, chosen or not
/// @param items the lines chosen, in their order
/// @param status the verdict on the target, whatever lines were chosen
/// @param took the whole run
public record StatReport(
    Target target,
    Optional<ProcessInfo> process,
    Optional<String> socket,
    StatTable table,
    Proxies all,
    List<Listed> items,
    Status status,
    Duration took) {

  public StatReport {
    items = List.copyOf(items);
  }

  List<Backend> backends() {
    return all.backends().stream().filter(b -> target.includes(b.name())).toList();
  }
}
