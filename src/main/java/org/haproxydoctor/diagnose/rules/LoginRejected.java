package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.check.Speech.Refusal;

/// The service answers in its protocol and refuses the check's identity: no password was given, the
/// user is unknown, or the balancer's host is blocked.
///
/// Not to be confused with `tcp-check-mismatch`, where the service is refused to everybody or says
/// something else, nor with `health-auth-required`, its counterpart in HTTP.
final class LoginRejected implements FailingCheckRule {
  // Redis leaves the connection open after its refusal: HAProxy then waits for its timeout.
  private static final Set<CheckStatus> AGREEING = Set.of(L7STS, L7RSP, L7TOUT, SOCKERR);
  private static final Pattern REPORTED =
      Pattern.compile(
          "noauth|wrongpass|noperm|protected mode|access denied|is blocked because"
              + "|is not allowed to connect|authentication (required|failed)|no pg_hba");

  @Override
  public Cause cause() {
    return Cause.fault("login-rejected");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (failing.spec().filter(s -> s.exchange().isHttp()).isPresent()) {
      return Opinion.notConcerned();
    }
    Said said = new Said(failing);
    if (failing.replay().isPresent()) {
      Optional<Refusal> refusal =
          said.refusal()
              .filter(Refusal::ofIdentity)
              .filter(_ -> said.dialogue().isPresent())
              .filter(_ -> !said.isForeign() && !said.isAskedWrongly());
      return Opinion.foundIf(
          refusal.isPresent(),
          () ->
              CheckClue.at(
                      failing,
                      checkLine(failing),
                      "the server refuses the identity of the "
                          + said.checkName()
                          + ", code "
                          + refusal.orElseThrow().code(),
                      AGREEING,
                      said.evidence())
                  .withFacts(said.facts()));
    }
    Matcher reported = REPORTED.matcher(failing.report());
    boolean says = failing.haproxySays(L7STS, L7RSP) && !failing.passesNow() && reported.find();
    return Opinion.foundIf(
        says,
        () ->
            CheckClue.at(
                    failing,
                    checkLine(failing),
                    "the server refuses the check's identity",
                    AGREEING,
                    List.of())
                .withFacts(
                    Map.of("answer.text", failing.report(), "check.name", said.checkName())));
  }

  private static Optional<ConfigLine> checkLine(CheckFailure failing) {
    return failing.server().backendConfig().flatMap(BackendConfig::check);
  }
}
