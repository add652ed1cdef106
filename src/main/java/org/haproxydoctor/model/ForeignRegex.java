package org.haproxydoctor.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression from haproxy.cfg or a runbook, tried on text from outside.
///
/// HAProxy compiles its own with PCRE, we with Java's engine; the few that Java does not
/// understand, and those that would keep it busy without end, stay undecided.
public final class ForeignRegex {
  private static final int MOST_STEPS = 5_000_000;
  private static final Pattern POSIX_CLASS =
      Pattern.compile(
          "\\[:(\\^?)"
              + "(alpha|digit|alnum|upper|lower|space|punct|print|graph|cntrl|xdigit|blank):]");

  private ForeignRegex() {}

  /// @return whether it matches anywhere, empty when that cannot be told
  public static Optional<Boolean> matches(String regex, String text) {
    try {
      return Optional.of(Pattern.compile(inJava(regex)).matcher(new Counted(text)).find());
    } catch (PatternSyntaxException | Endless | StackOverflowError _) {
      return Optional.empty();
    }
  }

  /// Java writes POSIX classes another way, and reads `[[:digit:]]` as a set of these characters.
  private static String inJava(String regex) {
    return POSIX_CLASS
        .matcher(regex)
        .replaceAll(m -> {
          String letter = m.group(1).isEmpty() ? "p" : "P";
          String name = m.group(2).equals("xdigit") ? "XDigit" : capitalised(m.group(2));
          return Matcher.quoteReplacement("\\" + letter + "{" + name + "}");
        });
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /// Thrown out of a match that takes too many steps; Java's engine has no limit of its own.
  private static final class Endless extends RuntimeException {
    private Endless() {
      super("too many steps", null, false, false);
    }
  }

  private static final class Counted implements CharSequence {
    private final CharSequence text;
    private int steps;

    private Counted(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      steps++;
      if (steps > MOST_STEPS) {
        throw new Endless();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
