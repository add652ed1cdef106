package org.haproxydoctor.mitigate;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.ServerRef;

/// What would be changed, and what it would mean.
///
/// @param changes in the order in which they are made
/// @param already servers that are where they should be
/// @param effects one for each backend that is concerned, in HAProxy's order
/// @param refusals with one of these, nothing is changed
/// @param remarks what whoever says yes should know, each a sentence without final stop
public record Plan(
    List<Change> changes,
    List<ServerRef> already,
    List<BackendEffect> effects,
    List<Refusal> refusals,
    List<String> remarks) {
  public Plan {
    changes = List.copyOf(changes);
    already = List.copyOf(already);
    effects = List.copyOf(effects);
    refusals = List.copyOf(refusals);
    remarks = List.copyOf(remarks);
  }

  /// @param remark a sentence without final stop
  public Plan with(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new Plan(changes, already, effects, refusals, more);
  }

  /// @return whether there is nothing to do
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  public boolean isRefused() {
    return !refusals.isEmpty();
  }

  /// @return whether a typed `y` is too little: a backend would lose its last active server
  public boolean isSevere() {
    return effects.stream().anyMatch(e -> e.isOutage() || e.fallsBack());
  }
}
