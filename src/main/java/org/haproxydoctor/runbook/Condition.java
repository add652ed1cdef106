package org.haproxydoctor.runbook;

import java.util.Locale;

/// When an outcome applies.
public sealed interface Condition {
  /// How many of the subjects must have given the word.
  enum Quantifier {
    ALL,
    ANY,
    NONE
  }

  /// `any refused`: about the result words of a step, one for each subject.
  record Words(Quantifier quantifier, String word) implements Condition {
    @Override
    public String toString() {
      return quantifier.name().toLowerCase(Locale.ROOT) + " " + word;
    }
  }

  /// `usable < 2`: about a number that a step measured.
  record Comparison(String name, Operator operator, double value) implements Condition {
    @Override
    public String toString() {
      return name + " " + operator.sign() + " " + value;
    }
  }

  /// A comparison sign.
  enum Operator {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    MORE(">");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    boolean holds(double left, double right) {
      return switch (this) {
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case EQUAL -> left == right;
        case NOT_EQUAL -> left != right;
        case AT_LEAST -> left >= right;
        case MORE -> left > right;
      };
    }
  }
}
