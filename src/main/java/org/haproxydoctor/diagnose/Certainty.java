package org.haproxydoctor.diagnose;

/// How sure a finding is, surest first.
public enum Certainty {
  /// Two independent witnesses agree.
  CONFIRMED,
  /// One witness.
  LIKELY,
  /// One witness, and another contradicts or the sign is ambiguous.
  POSSIBLE
}
