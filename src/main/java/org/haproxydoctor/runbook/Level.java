package org.haproxydoctor.runbook;

import java.util.Locale;

/// How an author rates an outcome.
public enum Level {
  OK,
  INFO,
  WARNING,
  CRITICAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
