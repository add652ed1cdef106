package org.haproxydoctor.runbook;

import java.util.Locale;

/// What a section of a runbook is for, told by its heading.
public enum Phase {
  MEANING,
  IMPACT,
  DIAGNOSIS,
  MITIGATION,
  VERIFICATION,
  ESCALATION,
  PREVENTION,
  /// Any other heading: kept as text.
  OTHER;

  /// @return whether the section's items are steps that an operator is walked through
  public boolean hasSteps() {
    return this == DIAGNOSIS || this == MITIGATION || this == VERIFICATION || this == ESCALATION;
  }

  /// @return first letter of the ids of this phase's steps
  public char letter() {
    return name().charAt(0);
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
