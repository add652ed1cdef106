package org.haproxydoctor.diagnose.rules;

import java.util.List;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// The socket answers and does not let one do what the situation asks for: `level user` hides the
/// servers' addresses, `level operator` refuses every change.
///
/// Never an alarm: no client suffers from it, and who looks on only needs no more. `operator`, the
/// default, is worth a word only where something is to be repaired.
final class SocketLevelTooLow implements Rule {
  @Override
  public Cause cause() {
    return Cause.fault("socket-level-too-low");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return examine(seen, seen.suspects());
  }

  @Override
  public List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    return seen.upkeep().level().value().map(level -> judge(level, suspects)).stream().toList();
  }

  private static Opinion judge(CliLevel level, List<ServerCase> suspects) {
    return switch (level) {
      case ADMIN -> Opinion.ruledOut();
      case OPERATOR ->
          Opinion.foundIf(
              !suspects.isEmpty(),
              () ->
                  clue(
                      level,
                      "the socket has level operator: `set server …`, the way out by command, would"
                          + " be refused"));
      case USER ->
          Opinion.found(
              clue(
                  level,
                  "the socket has level user: `show stat` hides the servers' addresses, and every"
                      + " change would be refused"));
    };
  }

  private static Clue clue(CliLevel level, String says) {
    return Clue.of(
            Clue.PROCESS,
            says,
            List.of(
                new Evidence(
                    Evidence.Witness.HAPROXY,
                    "show cli level",
                    Clue.PROCESS,
                    "level",
                    level.word())))
        .concerning(Reach.NOBODY);
  }
}
