package org.haproxydoctor.probe;

import java.util.List;
import java.util.Map;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.ServerProbes;

/// What became of many examinations.
///
/// @param probes what was found out, also of servers not examined to the end
/// @param unfinished servers whose examination the deadline cut short, in the order asked
public record Examined(Map<ServerRef, ServerProbes> probes, List<ServerRef> unfinished) {
  public Examined {
    probes = Map.copyOf(probes);
    unfinished = List.copyOf(unfinished);
  }
}
