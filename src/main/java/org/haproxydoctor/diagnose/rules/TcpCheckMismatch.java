package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.ProbeResult.Reached;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Speech.Refusal;

/// A step of a `tcp-check`, or of the check of a single protocol, is answered with something else
/// than it wants, or not at all although the step before it was.
///
/// Not to be confused with `login-rejected`, where the service refuses who asks, with
/// `protocol-mismatch`, where another service listens, nor with `application-hung`, where nothing
/// was ever said.
final class TcpCheckMismatch implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING =
      Set.of(L7RSP, L7STS, L7TOUT, L6RSP, L6TOUT, SOCKERR);
  private static final Pattern AT_STEP =
      Pattern.compile("at step (\\d+)(?: of tcp-check \\(([^)]*)\\))?");

  @Override
  public Cause cause() {
    return Cause.fault("tcp-check-mismatch");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (failing.spec().filter(s -> s.exchange().isHttp()).isPresent()) {
      return Opinion.notConcerned();
    }
    Said said = new Said(failing);
    if (failing.replay().isPresent()) {
      return Opinion.foundIf(isUnmet(failing, said), () -> clue(failing, said));
    }
    if (failing.passesNow()) {
      return Opinion.ruledOut();
    }
    String report = failing.report();
    boolean unmet =
        report.contains("tcpchk did not match")
            || report.contains("tcpchk matched unwanted")
            || report.contains("got an empty response at step");
    boolean late = failing.haproxySays(L7TOUT) && report.contains("of tcp-check (expect");
    if (unmet || late) {
      return Opinion.found(late ? reported(failing).inDoubt() : reported(failing));
    }
    boolean dialogue = said.dialogue().isPresent();
    return dialogue && failing.haproxySays(L7RSP, L7STS, L7TOUT)
        ? failing.undecided()
        : Opinion.ruledOut();
  }

  private static boolean isUnmet(CheckFailure failing, Said said) {
    if (said.dialogue().isEmpty() || said.isAskedWrongly() || explained(failing)) {
      return false;
    }
    boolean other = said.speech().isPresent();
    boolean silent = said.answeredBefore() || isOldHello(said.dialogue().get(), failing);
    boolean refused = said.refusal().filter(Refusal::ofIdentity).isPresent();
    return (other || silent) && !(refused && !said.isForeign()) && !said.isForeign();
  }

  private static boolean explained(CheckFailure failing) {
    return failing.server().probes().explanation().isPresent();
  }

  /// No TLS server of today takes the hello of `ssl-hello-chk`.
  private static boolean isOldHello(Dialogue dialogue, CheckFailure failing) {
    return dialogue.protocol().equals(Optional.of(Protocol.TLS))
        && failing
            .result()
            .filter(r -> r.word() == Word.CLOSED || r.word() == Word.RESET)
            .isPresent();
  }

  private static Clue clue(CheckFailure failing, Said said) {
    String step = said.reached().map(r -> " at step " + r.step() + ", " + r.rule()).orElse("");
    boolean hello = said.dialogue().filter(d -> isOldHello(d, failing)).isPresent();
    String how =
        hello
            ? " fails: the server hangs up on its SSLv3 hello, as TLS servers of today do"
            : said.speech().isPresent()
                ? " fails" + step + ": something else comes"
                : " fails" + step + ": no answer comes";
    return CheckClue.at(
            failing,
            line(failing, said),
            "the " + said.checkName() + how,
            AGREEING,
            said.evidence())
        .withFacts(said.facts());
  }

  /// The rule that is not met, or the option that stands for it.
  private static Optional<ConfigLine> line(CheckFailure failing, Said said) {
    List<ConfigLine> rules =
        failing.spec().map(s -> s.lines()).orElse(List.of()).stream()
            .filter(l -> l.text().startsWith("tcp-check"))
            .toList();
    int step = said.reached().map(Reached::step).orElse(0);
    return step > 0 && step <= rules.size() && said.checkName().equals("tcp-check")
        ? Optional.of(rules.get(step - 1))
        : failing.lineSaying("option " + said.checkName() + " ");
  }

  private static Clue reported(CheckFailure failing) {
    Matcher step = AT_STEP.matcher(failing.report());
    Map<String, String> facts = new HashMap<>(Map.of("check.name", "tcp-check"));
    String where = "";
    if (step.find()) {
      facts.put("check.step", step.group(1));
      where = " at step " + step.group(1);
      if (step.group(2) != null) {
        facts.put("check.rule", step.group(2));
        where += ", " + step.group(2);
      }
    }
    return CheckClue.of(failing, "the tcp-check fails" + where, AGREEING, List.of())
        .withFacts(facts);
  }
}
