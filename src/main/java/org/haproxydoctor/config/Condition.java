package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.haproxydoctor.model.HaproxyVersion;

/// Decides the expression of an `.if` (configuration manual, section 2.4).
///
/// Where a predicate asks for something that only the running binary knows, such as
/// `feature(OPENSSL)`, the answer of a usual build is assumed and said.
final class Condition {
  private static final int MAX_DEPTH = 50;

  private final String text;
  private final Environment environment;
  private final Optional<HaproxyVersion> version;
  private final Consumer<String> assumption;
  private int at;
  private int depth;

  private Condition(
      String text,
      Environment environment,
      Optional<HaproxyVersion> version,
      Consumer<String> assumption) {
    this.text = text;
    this.environment = environment;
    this.version = version;
    this.assumption = assumption;
  }

  /// @param text the words after `.if`, joined by blanks
  /// @param assumption told each time something could not be known
  static boolean holds(
      String text,
      Environment environment,
      Optional<HaproxyVersion> version,
      Consumer<String> assumption) {
    Condition condition = new Condition(text.strip(), environment, version, assumption);
    if (condition.text.isEmpty()) {
      return false;
    }
    try {
      boolean result = condition.either(true);
      condition.skipBlanks();
      if (condition.at < condition.text.length()) {
        throw new Unparsable();
      }
      return result;
    } catch (Unparsable e) {
      assumption.accept("condition not understood, taken as false");
      return false;
    }
  }

  /// @param matters false when the result is already known, so that nothing needs to be assumed
  private boolean either(boolean matters) {
    boolean result = both(matters);
    while (skip("||")) {
      boolean right = both(matters && !result);
      result = result || right;
    }
    return result;
  }

  private boolean both(boolean matters) {
    boolean result = term(matters);
    while (skip("&&")) {
      boolean right = term(matters && result);
      result = result && right;
    }
    return result;
  }

  private boolean term(boolean matters) {
    if (++depth > MAX_DEPTH) {
      throw new Unparsable();
    }
    try {
      if (skip("!")) {
        return !term(matters);
      }
      if (skip("(")) {
        boolean result = either(matters);
        if (!skip(")")) {
          throw new Unparsable();
        }
        return result;
      }
      return atom(matters);
    } finally {
      depth--;
    }
  }

  private boolean atom(boolean matters) {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.isEmpty()) {
      throw new Unparsable();
    }
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return name.chars().anyMatch(c -> c != '0');
    }
    if (name.equals("true") || name.equals("false")) {
      return name.equals("true");
    }
    if (!skip("(")) {
      throw new Unparsable();
    }
    int close = text.indexOf(')', at);
    if (close < 0) {
      throw new Unparsable();
    }
    List<String> arguments = arguments(text.substring(at, close), name.startsWith("str"));
    at = close + 1;
    return predicate(name, arguments, matters);
  }

  /// @param exact blanks around an argument are part of it, as where texts are compared (seen on
  ///   2.6 and 3.4)
  private static List<String> arguments(String inside, boolean exact) {
    List<String> arguments = new ArrayList<>();
    for (String part : inside.split(",", -1)) {
      String argument = exact ? part : part.strip();
      boolean quoted =
          argument.length() > 1
              && (argument.charAt(0) == '"' || argument.charAt(0) == '\'')
              && argument.charAt(0) == argument.charAt(argument.length() - 1);
      arguments.add(quoted ? argument.substring(1, argument.length() - 1) : argument);
    }
    return arguments;
  }

  private boolean predicate(String name, List<String> arguments, boolean matters) {
    String first = arguments.getFirst();
    String second = arguments.size() > 1 ? arguments.get(1) : "";
    return switch (name) {
      case "defined" ->
          environment.get(first).isPresent()
              || (OwnVariables.maybeSet(first) && assume("defined(" + first + ")", false, matters));
      case "streq" -> first.equals(second);
      case "strneq" -> !first.equals(second);
      case "strstr" -> first.contains(second);
      case "version_atleast" -> compare(first, matters).map(c -> c >= 0).orElse(true);
      case "version_before" -> compare(first, matters).map(c -> c < 0).orElse(false);
      case "feature", "enabled", "openssl_version_atleast", "ssllib_name_startswith" ->
          assume(name + "(" + first + ")", true, matters);
      case "openssl_version_before", "awslc_api_atleast", "awslc_api_before" ->
          assume(name + "(" + first + ")", false, matters);
      default -> throw new Unparsable();
    };
  }

  private Optional<Integer> compare(String wanted, boolean matters) {
    HaproxyVersion other = HaproxyVersion.parse(wanted).orElseThrow(Unparsable::new);
    if (version.isEmpty() && matters) {
      assumption.accept("HAProxy's version is not known, taken as newer than " + wanted);
    }
    return version.map(v -> v.compareTo(other));
  }

  private boolean assume(String predicate, boolean answer, boolean matters) {
    if (matters) {
      assumption.accept(predicate + " cannot be known here, taken as " + answer);
    }
    return answer;
  }

  private boolean skip(String token) {
    skipBlanks();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  /// The expression does not follow the grammar; never leaves this class.
  private static final class Unparsable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unparsable() {
      super("", null, false, false);
    }
  }
}
