package org.haproxydoctor;

import org.haproxydoctor.diagnose.Status;

/// The exit statuses, the same in every output format.
public enum ExitCode {
  /// Nothing wrong.
  OK(0),
  /// Degraded, still serving.
  WARNING(1),
  /// An outage.
  CRITICAL(2),
  /// Could not look.
  UNKNOWN(3),
  /// A change was refused by a guard, declined, or could not be verified.
  NOT_APPLIED(4),
  /// The command line was wrong (`EX_USAGE` of sysexits.h).
  USAGE(64),
  /// A defect of haproxy-doctor itself (`EX_SOFTWARE` of sysexits.h).
  DEFECT(70);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  public int value() {
    return value;
  }

  public static ExitCode of(Status status) {
    return switch (status) {
      case OK -> OK;
      case WARNING -> WARNING;
      case CRITICAL -> CRITICAL;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
