package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.Variation.Kind;

/// The endpoint itself answers 5xx: the application says that it is not well.
///
/// Not to be confused with a check that asks wrongly (another method or host is answered well), nor
/// with `health-body-mismatch`. The script of an external check may say the same by its exit code.
/// The `Server` header tells whether a proxy before the application spoke.
final class ApplicationUnhealthy implements AnsweredCheckRule {
  /// Codes of a script that did not run; 0 while the next one does.
  private static final Set<Integer> SCRIPT_BROKEN = Set.of(0, 126, 127, 255);

  @Override
  public Cause cause() {
    return Cause.fault("application-unhealthy");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (isSaidByScript(failing)) {
      int code = failing.server().haproxyStatus();
      return Opinion.found(
          CheckClue.of(
              failing,
              "the script of the external check runs and exits with " + code,
              Set.of(CheckStatus.PROCERR),
              List.of()));
    }
    boolean get = failing.http().map(h -> h.method().equals("GET")).orElse(false);
    return RejectedAnswer.of(failing)
        .filter(r -> r.isBetween(500, 599) && (r.status() != 501 || get))
        .filter(_ -> !failing.methodIsRejected())
        .filter(_ -> !failing.explainedBy(Kind.WITH_HOST, Kind.WITH_TLS))
        .map(r -> Opinion.found(r.clue(Optional.empty(), r.sentence(), evidence(r))))
        .orElseGet(Opinion::ruledOut);
  }

  /// A script that cannot run is another cause, and so is a server that is not reached.
  private static boolean isSaidByScript(CheckFailure failing) {
    return failing.haproxySays(CheckStatus.PROCERR)
        && failing.replay().isEmpty()
        && !SCRIPT_BROKEN.contains(failing.server().haproxyStatus());
  }

  private static List<Evidence> evidence(RejectedAnswer rejected) {
    List<Evidence> evidence = new ArrayList<>(rejected.speaker());
    rejected.failing().explanation().stream().map(Evidence::asContext).forEach(evidence::add);
    return evidence;
  }
}
