package org.haproxydoctor.model.check;

/// One repetition of a health check by haproxy-doctor, judged by HAProxy's own rules.
///
/// @param spec what was sent: the configured check, or a variation of it
/// @param result what came back
/// @param passed whether HAProxy would count this as a success
/// @param why one phrase: what decided, such as `404 is not 2xx or 3xx`
public record CheckReplay(CheckSpec spec, ProbeResult result, boolean passed, String why) {
  /// @return the HTTP status received, or 0
  public int status() {
    return result.http().map(ProbeResult.HttpAnswer::status).orElse(0);
  }
}
