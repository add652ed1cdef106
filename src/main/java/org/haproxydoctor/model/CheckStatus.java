package org.haproxydoctor.model;

import java.util.Locale;

/// The `check_status` words of `show stat` (HAProxy `src/check.c`, `check_statuses[]`).
public enum CheckStatus {
  UNK(Result.UNKNOWN),
  INI(Result.UNKNOWN),
  CHECKED(Result.NEUTRAL),
  HANA(Result.FAILED),
  SOCKERR(Result.FAILED),
  L4OK(Result.PASSED),
  L4TOUT(Result.FAILED),
  L4CON(Result.FAILED),
  L6OK(Result.PASSED),
  L6TOUT(Result.FAILED),
  L6RSP(Result.FAILED),
  L7TOUT(Result.FAILED),
  L7RSP(Result.FAILED),
  L7OK(Result.PASSED),
  L7OKC(Result.CONDITIONALLY_PASSED),
  L7STS(Result.FAILED),
  PROCERR(Result.FAILED),
  PROCTOUT(Result.FAILED),
  PROCOK(Result.PASSED),
  /// A word this version of haproxy-doctor does not know.
  OTHER(Result.UNKNOWN);

  /// HAProxy's `CHK_RES_*`.
  public enum Result {
    UNKNOWN,
    NEUTRAL,
    FAILED,
    PASSED,
    CONDITIONALLY_PASSED
  }

  private final Result result;

  CheckStatus(Result result) {
    this.result = result;
  }

  public Result result() {
    return result;
  }

  /// @param word as in the CSV, without the `* ` of a check in progress
  public static CheckStatus of(String word) {
    for (CheckStatus status : values()) {
      if (status.name().equals(word.toUpperCase(Locale.ROOT)) && status != OTHER) {
        return status;
      }
    }
    return OTHER;
  }
}
