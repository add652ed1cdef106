package org.haproxydoctor.diagnose;

import java.util.List;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// One root cause: how to recognise it and how to tell it from its look-alikes.
///
/// Rules are pure: no I/O, no clock, no state, no use of one another.
public interface Rule {
  Cause cause();

  /// @return an opinion for each subject the question arises for
  List<Opinion> examine(Observations seen);

  /// As [#examine(Observations)], for a caller that has picked out the suspects already; with many
  /// servers that takes longer than most rules.
  ///
  /// @param suspects what [Observations#suspects()] gives
  default List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    return examine(seen);
  }
}
