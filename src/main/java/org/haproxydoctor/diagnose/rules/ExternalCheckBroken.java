package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.PROCERR;
import static org.haproxydoctor.model.CheckStatus.PROCTOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.check.CheckExchange.NotMirrored;
import org.haproxydoctor.model.check.CheckSpec;

/// The script of `option external-check` cannot run, or does not come to an end: HAProxy may not
/// start it, cannot find or execute it, or it does not find its own tools (seen on 2.2 to 3.4: exit
/// code 255 when starting it fails, 127 and 126 as shells have it, and without the right to fork
/// `SOCKERR`).
///
/// Not to be confused with `application-unhealthy`: a script that runs and exits with another code
/// has something to say.
final class ExternalCheckBroken implements FailingCheckRule {
  static final int NOT_STARTED = 255;
  static final int NO_SUCH_TOOL = 127;
  static final int TOOL_NOT_EXECUTABLE = 126;
  private static final Set<CheckStatus> AGREEING = Set.of(PROCERR, PROCTOUT, SOCKERR);

  @Override
  public Cause cause() {
    return Cause.fault("external-check-broken");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (!isExternal(failing)) {
      return Opinion.notConcerned();
    }
    if (failing.haproxySays(PROCTOUT)) {
      return Opinion.found(clue(failing, "the script of the external check does not end in time"));
    }
    if (failing.haproxySays(SOCKERR) && failing.report().contains("temporarily unavailable")) {
      return Opinion.found(clue(failing, "HAProxy may not start the script of the external check"));
    }
    if (!failing.haproxySays(PROCERR)) {
      return Opinion.ruledOut();
    }
    return switch (failing.server().haproxyStatus()) {
      case NOT_STARTED ->
          Opinion.found(
              clue(
                  failing,
                  line(failing, "chroot ").isPresent()
                      ? "the script of the external check cannot be started inside the chroot"
                      : "the script of the external check cannot be started"));
      case NO_SUCH_TOOL, TOOL_NOT_EXECUTABLE ->
          Opinion.found(
              clue(
                  failing,
                  "the script of the external check does not find a program that it uses"));
      // The code is forgotten while the next check runs.
      case 0 -> failing.undecided();
      default -> Opinion.ruledOut();
    };
  }

  /// @return whether a script is the check, by the configuration or by HAProxy's word
  static boolean isExternal(CheckFailure failing) {
    return failing.haproxySays(PROCERR, PROCTOUT)
        || failing
            .spec()
            .map(CheckSpec::exchange)
            .filter(e -> e instanceof NotMirrored(String name) && name.equals("external-check"))
            .isPresent();
  }

  private static Optional<ConfigLine> line(CheckFailure failing, String start) {
    return failing.spec().map(CheckSpec::lines).orElse(List.of()).stream()
        .filter(l -> l.text().startsWith(start))
        .reduce((_, later) -> later);
  }

  private static Clue clue(CheckFailure failing, String says) {
    List<Evidence> more = new ArrayList<>();
    for (String start : List.of("external-check command ", "external-check path ", "chroot ")) {
      line(failing, start).map(l -> Lines.evidence(failing.server().ref(), l)).ifPresent(more::add);
    }
    Clue clue = CheckClue.of(failing, says, AGREEING, more);
    return line(failing, "external-check command ")
        .map(l -> clue.withFacts(Facts.at(l)).withFacts(script(l)))
        .orElse(clue);
  }

  private static Map<String, String> script(ConfigLine line) {
    String[] words = line.text().split(" ", -1);
    return Map.of("check.script", words[words.length - 1]);
  }
}
