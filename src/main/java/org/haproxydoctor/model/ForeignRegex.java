package org.haproxydoctor.model;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression from haproxy.cfg or a runbook, tried on text from outside.
///
/// HAProxy compiles its own with PCRE, we with Java's engine; the few that Java does not
/// understand, and those that would keep it busy without end, stay undecided.
public final class ForeignRegex {
  private static final int MOST_STEPS = 5_000_000;

  private ForeignRegex() {}

  /// @return whether it matches anywhere, empty when that cannot be told
  public static Optional<Boolean> matches(String regex, String text) {
    try {
      return Optional.of(Pattern.compile(regex).matcher(new Counted(text)).find());
    } catch (PatternSyntaxException | Endless | StackOverflowError _) {
      return Optional.empty();
    }
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
