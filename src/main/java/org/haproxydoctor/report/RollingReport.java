package org.haproxydoctor.report;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.mitigate.Rolling.Stop;
import org.haproxydoctor.model.ServerRef;

/// What became of a rolling maintenance.
///
/// @param run what `maint undo` takes to bring the server in hand back; empty when nothing was sent
/// @param servers in order
public record RollingReport(
    ChangeReport.Result result,
    String run,
    List<ServerRef> servers,
    List<ServerRef> passed,
    Optional<Stop> stop) {
  public RollingReport {
    servers = List.copyOf(servers);
    passed = List.copyOf(passed);
  }

  public static RollingReport unsent(ChangeReport.Result result, List<ServerRef> servers) {
    return new RollingReport(result, "", servers, List.of(), Optional.empty());
  }
}
