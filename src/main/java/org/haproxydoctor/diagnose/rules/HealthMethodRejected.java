package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.Variation.Kind;

/// The server does not accept the check's method, often HAProxy's default `OPTIONS`, or `HEAD`.
///
/// Not to be confused with `health-path-not-found`: some routers answer 404 to a method they do not
/// know, so the same path asked with GET decides.
final class HealthMethodRejected implements AnsweredCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L7STS, L7RSP, L7TOUT, SOCKERR);

  @Override
  public Cause cause() {
    return Cause.fault("health-method-rejected");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    int status = failing.status();
    boolean get = failing.http().map(h -> h.method().equals("GET")).orElse(false);
    boolean says = status == 405 || (status == 501 && !get);
    boolean explained = failing.methodIsRejected() && (status == 0 || status >= 400);
    boolean otherwise =
        failing.serviceAnswers() || failing.explainedBy(Kind.WITH_HOST, Kind.WITH_TLS);
    return Opinion.foundIf(explained || (says && !otherwise), () -> clue(failing, status));
  }

  private static Clue clue(CheckFailure failing, int status) {
    String method = failing.http().map(h -> h.method()).orElse("of the health check");
    String answer = status == 0 ? "" : ", the answer is " + status;
    List<Evidence> more = new ArrayList<>();
    if (failing.explainedBy(Kind.METHOD_GET)) {
      more.addAll(failing.explanation());
    }
    return CheckClue.at(
        failing,
        RejectedAnswer.of(failing).flatMap(RejectedAnswer::requestLine),
        "the server does not accept the method " + method + answer,
        AGREEING,
        more);
  }
}
