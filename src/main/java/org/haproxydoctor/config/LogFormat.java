package org.haproxydoctor.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.ServerRef;

/// The few log-format expressions whose value is known without a running HAProxy (configuration
/// manual, section 8.2.4).
final class LogFormat {
  private static final Pattern EXPRESSION =
      Pattern.compile("%(?:%|\\[([^\\]]*)\\]|(\\{[^}]*\\})?([A-Za-z]\\w*))");
  private static final Pattern CONSTANT = Pattern.compile("str\\(([^()\"'\\\\]*)\\)");

  private LogFormat() {}

  /// @param named whether `%s` and `%b` know the server; HAProxy 2.2 has none while it checks
  /// @return the text with every expression replaced; empty when one of them is not constant
  static Optional<String> render(String format, ServerRef server, boolean named) {
    Matcher expressions = EXPRESSION.matcher(format);
    StringBuilder text = new StringBuilder();
    while (expressions.find()) {
      Optional<String> value = value(expressions, server, named);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      expressions.appendReplacement(text, Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(expressions.appendTail(text).toString());
  }

  private static Optional<String> value(Matcher expression, ServerRef server, boolean named) {
    if (expression.group().equals("%%")) {
      return Optional.of("%");
    }
    String sample = expression.group(1);
    if (sample != null) {
      return sample(sample.strip(), server);
    }
    if (expression.group(2) != null) {
      return Optional.empty();
    }
    return switch (expression.group(3)) {
      case "s" -> Optional.of(named ? server.server() : "<NOSRV>");
      case "b" -> Optional.of(named ? server.backend() : "");
      default -> Optional.empty();
    };
  }

  private static Optional<String> sample(String sample, ServerRef server) {
    Matcher constant = CONSTANT.matcher(sample);
    if (constant.matches()) {
      return Optional.of(constant.group(1));
    }
    return switch (sample) {
      case "srv_name" -> Optional.of(server.server());
      case "be_name" -> Optional.of(server.backend());
      default -> Optional.empty();
    };
  }
}
