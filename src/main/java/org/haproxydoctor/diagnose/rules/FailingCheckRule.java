package org.haproxydoctor.diagnose.rules;

import java.util.Optional;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.observe.ServerCase;

/// A rule on why a server fails its health check, or why requests to it fail although it passes.
interface FailingCheckRule extends ServerRule {
  Opinion judge(CheckFailure failing);

  /// @return whether it can also say why the traffic of a server fails that passes its check
  default boolean judgesTraffic() {
    return false;
  }

  @Override
  default Opinion examine(ServerCase server) {
    return CheckFailure.of(server)
        .or(() -> judgesTraffic() ? CheckFailure.ofTraffic(server) : Optional.empty())
        .map(this::judge)
        .orElseGet(Opinion::notConcerned);
  }
}
