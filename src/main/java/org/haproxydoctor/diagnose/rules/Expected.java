package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.StatusSet;

/// What an HTTP check accepts (configuration manual, `http-check expect`).
final class Expected {
  private Expected() {}

  /// @return the status rule that rejects this status, if there is one
  static Optional<Expectation> rejecting(List<Expectation> rules, int status) {
    return rules.stream().filter(r -> !accepts(r, status)).findFirst();
  }

  private static boolean accepts(Expectation rule, int status) {
    return switch (rule.kind()) {
      case STATUS -> StatusSet.contains(rule.pattern(), status) != rule.negated();
      case RSTATUS -> matches(rule.pattern(), status) != rule.negated();
      case STRING, RSTRING, OTHER -> true;
    };
  }

  private static boolean matches(String regex, int status) {
    try {
      return Pattern.compile(regex).matcher("" + status).find();
    } catch (PatternSyntaxException _) {
      return false;
    }
  }
}
