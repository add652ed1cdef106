package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.observe.Observations;

/// A rule that looks at what the requests to one backend meet; silent about those without traffic.
interface TrafficRule extends Rule {
  Stream<Opinion> examine(BackendTraffic traffic);

  @Override
  default List<Opinion> examine(Observations seen) {
    return BackendTraffic.of(seen).stream().flatMap(this::examine).toList();
  }
}
