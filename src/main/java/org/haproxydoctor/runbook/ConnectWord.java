package org.haproxydoctor.runbook;

import org.haproxydoctor.model.check.ProbeResult;

/// The runbook format's words for a connection and for a request that was not answered.
final class ConnectWord {
  static final String CONNECTED = "connected";

  private ConnectWord() {}

  static String of(ProbeResult result) {
    return switch (result.word()) {
      case OK -> CONNECTED;
      case REFUSED -> "refused";
      case TIMEOUT -> "timeout";
      case UNREACHABLE -> "unreachable";
      case RESET -> "reset";
      case TLS_FAILED -> "tls-failure";
      case CLOSED,
          UNRESOLVED,
          SOURCE_UNAVAILABLE,
          NO_LOCAL_ADDRESS,
          NO_FAMILY,
          DENIED,
          NOT_HTTP,
          MISMATCH,
          ERROR ->
          "error";
    };
  }
}
