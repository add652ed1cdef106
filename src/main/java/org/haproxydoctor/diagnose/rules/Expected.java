package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.StatusSet;

/// What an HTTP check accepts (configuration manual, `http-check expect`).
final class Expected {
  private Expected() {}

  /// @param headers those of the answer; none when they are not known
  /// @return the rule on status or headers that rejects the answer, if there is one
  static Optional<Expectation> rejecting(
      List<Expectation> rules, int status, Optional<List<Header>> headers) {
    return rules.stream().filter(r -> !accepts(r, status, headers)).findFirst();
  }

  private static boolean accepts(Expectation rule, int status, Optional<List<Header>> headers) {
    return switch (rule.kind()) {
      case STATUS -> StatusSet.contains(rule.pattern(), status) != rule.negated();
      case RSTATUS -> matches(rule.pattern(), status) != rule.negated();
      case HEADER ->
          headers
              .flatMap(h -> rule.header().flatMap(m -> m.matches(h)))
              .map(found -> found != rule.negated())
              .orElse(true);
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
