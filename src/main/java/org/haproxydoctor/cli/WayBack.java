package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxydoctor.mitigate.Haproxy;
import org.haproxydoctor.mitigate.Net;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.Planner;
import org.haproxydoctor.mitigate.Planner.Wish;
import org.haproxydoctor.mitigate.ProcessIdentity;
import org.haproxydoctor.mitigate.Refusal;
import org.haproxydoctor.mitigate.Situation;
import org.haproxydoctor.mitigate.Undo;
import org.haproxydoctor.model.ServerRef;

/// From what the journal recorded to the request that takes it back.
final class WayBack {
  private WayBack() {}

  /// @param nets what is to be taken back
  static Changing.Request of(List<Net> nets, Haproxy haproxy, Set<ServerRef> outageAllowed) {
    ProcessIdentity process = haproxy.process();
    Situation situation = Situation.of(haproxy, Map.of());
    Undo undo = Undo.of(nets, situation, process);
    Map<ServerRef, List<String>> undoes = new HashMap<>();
    undo.changes().forEach((c, ids) -> undoes.put(c.server(), ids));
    Plan plan =
        new Planner(situation, outageAllowed)
            .plan(undo.changes().keySet().stream().map(c -> new Wish(c.server(), c.to())).toList());
    return Changing.Request.of(with(plan, undo), haproxy, process, undoes);
  }

  private static Plan with(Plan plan, Undo undo) {
    List<Refusal> refusals = new ArrayList<>(undo.refusals());
    refusals.addAll(plan.refusals());
    List<ServerRef> already = new ArrayList<>(undo.back());
    already.addAll(plan.already());
    return new Plan(plan.changes(), already, plan.effects(), refusals, plan.remarks());
  }
}
