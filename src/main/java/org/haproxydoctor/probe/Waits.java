package org.haproxydoctor.probe;

import java.time.Duration;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// How long a probe waits, first for the connection, then for everything after it.
///
/// @param connect for the connection alone
/// @param answer from the connection on: PROXY header, TLS handshake, request and answer
record Waits(Duration connect, Duration answer) {
  /// The same patience for both.
  static Waits of(Duration each) {
    return new Waits(each, each);
  }

  /// @return whether the probe was given less time than these, so that its silence says nothing
  boolean cutShort(ProbeResult result) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    if (result.word() != Word.TIMEOUT) {
      return false;
    }
    Duration spent = CheckLimits.spent(result);
    Duration connecting = result.timings().connect().orElse(spent);
    return switch (result.stage()) {
      case LOOKUP -> true;
      case CONNECT -> !CheckLimits.reaches(spent, connect);
      case TLS, SEND, FIRST_BYTE, BODY, DONE ->
          !CheckLimits.reaches(spent.minus(connecting), answer);
    };
  }
}
