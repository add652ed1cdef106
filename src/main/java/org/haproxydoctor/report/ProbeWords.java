package org.haproxydoctor.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.TlsSeen.CertificateRequest;
import org.haproxydoctor.observe.Probed;

/// Puts a probe's outcome into a reader's words.
final class ProbeWords {
  private static final int MOST_NAMES = 4;

  private ProbeWords() {}

  /// @return `GET /healthz: 404 is not 2xx or 3xx`, `connected`, `refused while connecting: …`
  static String outcome(Probed probed) {
    if (probed.replay().isPresent()) {
      return request(probed.replay().get()) + probed.replay().get().why();
    }
    return probed.result().map(ProbeWords::outcome).orElse(probed.reason().orElse("not probed"));
  }

  private static String request(CheckReplay replay) {
    return switch (replay.spec().exchange()) {
      case CheckExchange.Http(var check) -> check.request() + ": ";
      case CheckExchange.Talk(var dialogue) -> dialogue.name() + ": ";
      case CheckExchange.ConnectOnly _ -> replay.spec().tls().isPresent() ? "TLS: " : "TCP: ";
      case CheckExchange.NotMirrored(String name) -> name + ": ";
    };
  }

  private static String outcome(ProbeResult result) {
    if (result.http().isPresent()) {
      ProbeResult.HttpAnswer answer = result.http().get();
      return (answer.status() + " " + answer.reason()).strip();
    }
    String word = result.word().text();
    return result.detail().isEmpty() ? word : word + ": " + result.detail();
  }

  /// @return `DOWN, L7STS 404 Not Found`
  static String haproxy(Server server) {
    List<String> words = new ArrayList<>(List.of(server.status().raw()));
    server
        .check()
        .ifPresent(check -> {
          String code = check.code().isPresent() ? " " + check.code().getAsInt() : "";
          String report = check.lastReport().isEmpty() ? "" : " " + check.lastReport();
          words.add(check.raw() + code + report);
        });
    return String.join(", ", words);
  }

  /// @return `TLSv1.3, TLS_AES_128_GCM_SHA256, ALPN h2`
  static String tls(TlsFacts tls) {
    return tls.protocol() + ", " + tls.cipher() + tls.alpn().map(a -> ", ALPN " + a).orElse("");
  }

  /// @return `CN=web1 for web1.example.org, 10.0.0.7; from 2026-01-31 to 2027-01-31, by CN=our CA`
  static String certificate(Certificate certificate) {
    String names =
        certificate.names().isEmpty()
            ? ""
            : " for " + ShortList.of(certificate.names(), MOST_NAMES);
    return certificate.subject()
        + names
        + "; from "
        + day(certificate.notBefore())
        + " to "
        + day(certificate.notAfter())
        + ", by "
        + certificate.issuer();
  }

  /// @return `asks for a certificate of CN=our CA; was shown CN=haproxy`
  static String request(CertificateRequest request) {
    String whose =
        request.authorities().isEmpty()
            ? ""
            : " of " + ShortList.of(request.authorities(), MOST_NAMES);
    return "asks for a certificate"
        + whose
        + request.sent().map(s -> "; was shown " + s).orElse("; was shown none");
  }

  private static String day(Instant time) {
    return time.toString().substring(0, "2026-01-31".length());
  }

  /// @return `connect 0.2 ms, first byte 1.4 ms, total 1.6 ms`
  static String timings(ProbeResult.Timings timings) {
    List<String> parts = new ArrayList<>();
    part(parts, "lookup", timings.lookup());
    part(parts, "connect", timings.connect());
    part(parts, "TLS", timings.tls());
    part(parts, "first byte", timings.firstByte());
    part(parts, "total", Optional.of(timings.total()));
    return String.join(", ", parts);
  }

  /// @param ascending at least one
  /// @return `total 0.2 to 14.0 ms, half of them within 0.4 ms`
  static String range(List<Duration> ascending) {
    return "total "
        + millis(ascending.getFirst())
        + " to "
        + millis(ascending.getLast())
        + " ms, half of them within "
        + millis(ascending.get((ascending.size() - 1) / 2))
        + " ms";
  }

  private static void part(List<String> parts, String name, Optional<Duration> time) {
    time.ifPresent(t -> parts.add(name + " " + millis(t) + " ms"));
  }

  private static String millis(Duration time) {
    long tenths = Math.round(time.toNanos() / 1e5);
    return tenths / 10 + "." + tenths % 10;
  }
}
