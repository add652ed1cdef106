package org.haproxydoctor.diagnose;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Timings;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.check.TlsSeen.CertificateRequest;

/// Outcomes of probes for tests.
public final class Results {
  private static final Endpoint SOMEWHERE = new Endpoint("10.0.0.1", 8080);

  private Results() {}

  public static ProbeResult connected() {
    return ended(Stage.DONE, Word.OK);
  }

  public static ProbeResult refused() {
    return ended(Stage.CONNECT, Word.REFUSED);
  }

  public static ProbeResult unreachable() {
    return ended(Stage.CONNECT, Word.UNREACHABLE);
  }

  public static ProbeResult unresolved() {
    return ended(Stage.LOOKUP, Word.UNRESOLVED);
  }

  public static ProbeResult timeout(Stage stage) {
    return ended(stage, Word.TIMEOUT);
  }

  public static ProbeResult reset() {
    return ended(Stage.FIRST_BYTE, Word.RESET);
  }

  public static ProbeResult ended(Stage stage, Word word) {
    return endedAt(SOMEWHERE, stage, word);
  }

  /// @param target by address
  public static ProbeResult endedAt(Endpoint target, Stage stage, Word word) {
    return new ProbeResult(
        target,
        Optional.of(target.host()),
        word,
        stage,
        "",
        after(Duration.ofMillis(3)),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  public static ProbeResult answered(int status, Header... headers) {
    return answered(status, "", headers);
  }

  public static ProbeResult answered(int status, String body, Header... headers) {
    return withHttp(connected(), new HttpAnswer("HTTP/1.1", status, "", List.of(headers), body));
  }

  public static ProbeResult answeredAfter(Duration time, int status) {
    ProbeResult quick = answered(status);
    return new ProbeResult(
        quick.endpoint(),
        quick.address(),
        quick.word(),
        quick.stage(),
        "",
        after(time),
        quick.http(),
        Optional.empty(),
        "");
  }

  /// A handshake that succeeds, with nothing after it.
  public static ProbeResult handshake() {
    return withTls(ended(Stage.FIRST_BYTE, Word.CLOSED));
  }

  public static ProbeResult withTls(ProbeResult result) {
    return new ProbeResult(
        result.endpoint(),
        result.address(),
        result.word(),
        result.stage(),
        result.detail(),
        result.timings(),
        result.http(),
        Optional.of(new TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", Optional.empty(), List.of())),
        result.received());
  }

  /// A handshake that fails, or fails to satisfy, with what was seen of it.
  public static ProbeResult seen(ProbeResult result, TlsSeen seen) {
    return new ProbeResult(
        result.endpoint(),
        result.address(),
        result.word(),
        result.stage(),
        result.detail(),
        result.timings(),
        result.http(),
        result.tls(),
        result.received(),
        seen,
        result.speech(),
        result.reached());
  }

  public static ProbeResult alert(String name) {
    return seen(
        ended(Stage.TLS, Word.TLS_FAILED),
        new TlsSeen(Optional.of(name), Optional.empty(), List.of(), Optional.empty(), List.of()));
  }

  /// A handshake that succeeds, and whose certificate HAProxy turns down.
  public static ProbeResult turnedDown(Fault fault, String says, String fingerprint) {
    Certificate certificate = certificate(fingerprint);
    return seen(
        ended(Stage.TLS, Word.TLS_FAILED),
        new TlsSeen(
            Optional.empty(),
            Optional.empty(),
            List.of(certificate),
            Optional.of(new CertificateVerdict(fault, says, Optional.of(certificate))),
            List.of()));
  }

  public static ProbeResult answeredBy(String fingerprint, int status) {
    return seen(
        withTls(answered(status)),
        new TlsSeen(
            Optional.empty(),
            Optional.empty(),
            List.of(certificate(fingerprint)),
            Optional.empty(),
            List.of()));
  }

  /// The server asks for a certificate and is shown one, or none.
  public static ProbeResult asked(
      ProbeResult result, Optional<String> alert, Optional<String> sent) {
    return seen(
        result,
        new TlsSeen(
            alert,
            Optional.of(new CertificateRequest(sent, List.of("CN=Their CA"))),
            List.of(),
            Optional.empty(),
            List.of()));
  }

  private static Certificate certificate(String fingerprint) {
    return new Certificate(
        "CN=app",
        "CN=ca",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-02-01T00:00:00Z"),
        List.of("app.example.com"),
        fingerprint);
  }

  public static ProbeResult tlsFailed(String received) {
    return saying(received, ended(Stage.TLS, Word.TLS_FAILED));
  }

  public static ProbeResult notHttp(String received) {
    return saying(received, ended(Stage.FIRST_BYTE, Word.NOT_HTTP));
  }

  private static ProbeResult saying(String received, ProbeResult failed) {
    return new ProbeResult(
        failed.endpoint(),
        failed.address(),
        failed.word(),
        failed.stage(),
        "",
        failed.timings(),
        Optional.empty(),
        Optional.empty(),
        received);
  }

  private static ProbeResult withHttp(ProbeResult result, HttpAnswer answer) {
    return new ProbeResult(
        result.endpoint(),
        result.address(),
        result.word(),
        result.stage(),
        result.detail(),
        result.timings(),
        Optional.of(answer),
        result.tls(),
        result.received());
  }

  private static Timings after(Duration total) {
    return new Timings(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), total);
  }
}
