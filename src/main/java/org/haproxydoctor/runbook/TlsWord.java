package org.haproxydoctor.runbook;

import org.haproxydoctor.model.check.ProbeResult;

/// The runbook format's words for a TLS handshake.
final class TlsWord {
  static final String VALID = "valid";

  private TlsWord() {}

  static String of(ProbeResult result) {
    return switch (result.word()) {
      case OK -> VALID;
      case NOT_HTTP, TLS_FAILED -> "failed";
      case REFUSED,
          TIMEOUT,
          UNREACHABLE,
          RESET,
          CLOSED,
          UNRESOLVED,
          SOURCE_UNAVAILABLE,
          DENIED,
          ERROR ->
          result.connected() ? "not-tls" : result.word().text();
    };
  }
}
