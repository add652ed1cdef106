package org.haproxydoctor.probe.host;

/// Whether a rule's condition holds for a packet, as far as can be told.
enum Tri {
  YES,
  NO,
  UNKNOWN;

  static Tri of(boolean holds) {
    return holds ? YES : NO;
  }

  Tri negated(boolean negate) {
    return switch (this) {
      case YES -> negate ? NO : YES;
      case NO -> negate ? YES : NO;
      case UNKNOWN -> UNKNOWN;
    };
  }

  Tri and(Tri other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
  }
}
