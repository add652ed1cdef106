package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.haproxydoctor.model.check.HttpCheck.Expectation;

/// What an HTTP check accepts (configuration manual, `http-check expect`).
final class Expected {
  private Expected() {}

  /// @return the status rule that rejects this status, if there is one
  static Optional<Expectation> rejecting(List<Expectation> rules, int status) {
    return rules.stream().filter(r -> !accepts(r, status)).findFirst();
  }

  static boolean isOnBody(Expectation rule) {
    return switch (rule.kind()) {
      case STRING, RSTRING -> true;
      case STATUS, RSTATUS, OTHER -> false;
    };
  }

  private static boolean accepts(Expectation rule, int status) {
    return switch (rule.kind()) {
      case STATUS -> isListed(rule.pattern(), status) != rule.negated();
      case RSTATUS -> matches(rule.pattern(), status) != rule.negated();
      case STRING, RSTRING, OTHER -> true;
    };
  }

  /// @param list such as `200-299,404`
  private static boolean isListed(String list, int status) {
    return Stream.of(list.split(",", -1)).anyMatch(part -> covers(part.strip(), status));
  }

  /// @param range `200` or `200-299`; what cannot be read covers nothing
  private static boolean covers(String range, int status) {
    String[] ends = range.split("-", 2);
    try {
      int low = Integer.parseInt(ends[0]);
      int high = ends.length == 2 ? Integer.parseInt(ends[1]) : low;
      return status >= low && status <= high;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean matches(String regex, int status) {
    try {
      return Pattern.compile(regex).matcher("" + status).find();
    } catch (PatternSyntaxException _) {
      return false;
    }
  }
}
