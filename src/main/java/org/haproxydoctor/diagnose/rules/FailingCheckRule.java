package org.haproxydoctor.diagnose.rules;

import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.observe.ServerCase;

/// A rule on why a server fails its health check.
interface FailingCheckRule extends ServerRule {
  Opinion judge(CheckFailure failing);

  @Override
  default Opinion examine(ServerCase server) {
    return CheckFailure.of(server).map(this::judge).orElseGet(Opinion::notConcerned);
  }
}
