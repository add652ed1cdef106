package org.haproxydoctor.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;

/// The runbook format's words for a TLS handshake.
///
/// Whether somebody trusts the chain is not asked: that depends on HAProxy's `ca-file`.
final class TlsWord {
  static final String VALID = "valid";
  private static final Duration SOON = Duration.ofDays(14);

  private TlsWord() {}

  /// @param name that the certificate must have; any will do without it
  static String of(ProbeResult result, Optional<String> name, Instant now) {
    return switch (result.word()) {
      case OK -> certificate(result).map(c -> of(c, name, now)).orElse(VALID);
      case REFUSED,
          UNREACHABLE,
          UNRESOLVED,
          SOURCE_UNAVAILABLE,
          NO_LOCAL_ADDRESS,
          NO_FAMILY,
          DENIED ->
          "failed";
      case TIMEOUT, RESET, CLOSED, TLS_FAILED, NOT_HTTP, MISMATCH, ERROR ->
          answeredInClear(result) ? "not-tls" : "failed";
    };
  }

  /// @return whole days until the server's certificate expires, negative once it has
  static OptionalLong daysLeft(ProbeResult result, Instant now) {
    return certificate(result)
        .map(c -> OptionalLong.of(Math.floorDiv(secondsLeft(c, now), 86_400L)))
        .orElse(OptionalLong.empty());
  }

  private static Optional<Certificate> certificate(ProbeResult result) {
    return result.tls().map(TlsFacts::chain).flatMap(chain -> chain.stream().findFirst());
  }

  private static String of(Certificate certificate, Optional<String> name, Instant now) {
    if (now.isAfter(certificate.notAfter()) || now.isBefore(certificate.notBefore())) {
      return "expired";
    }
    if (name.isPresent() && certificate.names().stream().noneMatch(n -> covers(n, name.get()))) {
      return "name-mismatch";
    }
    return secondsLeft(certificate, now) < SOON.toSeconds() ? "expiring" : VALID;
  }

  private static long secondsLeft(Certificate certificate, Instant now) {
    return certificate.notAfter().getEpochSecond() - now.getEpochSecond();
  }

  /// A star stands for exactly one label (RFC 6125, section 6.4.3).
  private static boolean covers(String certified, String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String given = certified.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    return given.equals(wanted)
        || (given.startsWith("*.") && dot > 0 && given.substring(1).equals(wanted.substring(dot)));
  }

  /// TLS records begin with a control character.
  private static boolean answeredInClear(ProbeResult result) {
    String received = result.received();
    return result.connected()
        && ((!received.isEmpty() && received.charAt(0) != '\\')
            || result.detail().toLowerCase(Locale.ROOT).contains("unrecognized ssl message"));
  }
}
