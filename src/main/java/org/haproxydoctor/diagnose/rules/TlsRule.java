package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;

import java.util.Optional;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.check.CheckSpec;

/// A rule on why TLS with a server fails, where only a repetition of the check can tell.
interface TlsRule extends FailingCheckRule {
  Opinion judge(TlsTrouble trouble);

  @Override
  default boolean judgesTraffic() {
    return true;
  }

  @Override
  default Opinion judge(CheckFailure failing) {
    Optional<CheckSpec> spec = failing.spec();
    if (spec.isPresent() && spec.get().tls().isEmpty()) {
      return Opinion.notConcerned();
    }
    Optional<TlsTrouble> trouble = TlsTrouble.of(failing);
    if (trouble.isPresent()) {
      return judge(trouble.get());
    }
    boolean open = failing.haproxySays(L6RSP) && !failing.isRepeated();
    return open && !failing.report().contains("different from")
        ? failing.undecided()
        : Opinion.ruledOut();
  }
}
