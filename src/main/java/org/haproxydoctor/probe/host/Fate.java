package org.haproxydoctor.probe.host;

/// What becomes of a packet in a chain of rules.
///
/// @param rule the rule that decided, empty for a policy that was not to be told
record Fate(Kind kind, String rule) {
  /// What was decided.
  enum Kind {
    ACCEPTED,
    DROPPED,
    REJECTED,
    /// The chain's end was reached, or `return`.
    UNDECIDED,
    /// A rule that might have decided could not be understood.
    UNKNOWN
  }

  static Fate of(Kind kind) {
    return new Fate(kind, "");
  }

  boolean denies() {
    return kind == Kind.DROPPED || kind == Kind.REJECTED;
  }
}
