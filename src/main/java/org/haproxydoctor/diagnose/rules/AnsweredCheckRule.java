package org.haproxydoctor.diagnose.rules;

import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.observe.ServerCase;

/// A rule on what the status of a rejected HTTP answer means.
///
/// HAProxy forgets the status of the last check when the next one begins, and keeps the word (seen
/// with 3.0: `* L7STS` and code 0): then only a repetition of the check rules anything out.
interface AnsweredCheckRule extends FailingCheckRule {
  @Override
  default Opinion examine(ServerCase server) {
    Opinion opinion = FailingCheckRule.super.examine(server);
    return opinion instanceof Opinion.RuledOut
        ? CheckFailure.of(server)
            .filter(CheckFailure::lacksStatus)
            .map(CheckFailure::undecided)
            .orElse(opinion)
        : opinion;
  }
}
