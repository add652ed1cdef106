package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.model.check.TlsSeen;

/// How far one probe has come; becomes its result, and may be looked at by another thread before.
final class Progress {
  private static final int SHOWN = 512;

  private final Endpoint endpoint;
  private long began = System.nanoTime();
  private long stageBegan = began;
  private Stage stage = Stage.LOOKUP;
  private Optional<String> address = Optional.empty();
  private Optional<Duration> lookup = Optional.empty();
  private Optional<Duration> connect = Optional.empty();
  private Optional<Duration> handshake = Optional.empty();
  private Optional<Duration> firstByte = Optional.empty();
  private Optional<Duration> total = Optional.empty();
  private Optional<HttpAnswer> http = Optional.empty();
  private Optional<TlsFacts> tls = Optional.empty();
  private TlsSeen seen = TlsSeen.NOTHING;
  private byte[] received = {};
  private Optional<Speech> speech = Optional.empty();
  private Optional<ProbeResult.Reached> reached = Optional.empty();

  Progress(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// The resolver is asked.
  synchronized void lookingUp() {
    began = System.nanoTime();
    stageBegan = began;
  }

  synchronized void found(String literal) {
    lookup = Optional.of(stageEnds());
    known(literal);
  }

  /// There was nothing to look up.
  synchronized void known(String literal) {
    address = Optional.of(literal);
    stage = Stage.CONNECT;
  }

  /// Everything is ready for the connect itself; making it ready is nobody's time but ours.
  synchronized void connecting() {
    long now = System.nanoTime();
    began = now - lookup.orElse(Duration.ZERO).toNanos();
    stageBegan = now;
  }

  synchronized void connected(Stage next) {
    connect = Optional.of(stageEnds());
    stage = next;
  }

  synchronized void shookHands(TlsFacts facts, Stage next) {
    tls = Optional.of(facts);
    handshake = Optional.of(stageEnds());
    received = new byte[0];
    stage = next;
  }

  /// @param everything that showed of the peer's TLS so far
  synchronized void saw(TlsSeen everything) {
    seen = everything;
  }

  synchronized void sent() {
    stageBegan = System.nanoTime();
    stage = Stage.FIRST_BYTE;
  }

  /// @param bytes everything the peer said so far
  synchronized void heard(byte[] bytes) {
    if (stage == Stage.FIRST_BYTE) {
      firstByte = Optional.of(stageEnds());
      stage = Stage.BODY;
    }
    received = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN));
  }

  /// A step of a dialogue begins.
  ///
  /// @param answered whether the peer has met an expectation before
  synchronized void reached(Dialogue.Step step, boolean answered) {
    reached = Optional.of(new ProbeResult.Reached(step.number(), step.rule(), answered));
  }

  /// What the peer said has been recognised.
  synchronized void understood(Speech said) {
    speech = Optional.of(said);
  }

  /// @param bytes what the peer said in place of a TLS handshake
  synchronized void overheard(byte[] bytes) {
    received = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN));
  }

  synchronized void answered(HttpAnswer answer) {
    http = Optional.of(answer);
  }

  /// Everything that was asked for has come: what is read from here on is for the reader's eyes and
  /// takes no time.
  synchronized void complete() {
    if (total.isEmpty()) {
      total = Optional.of(elapsed());
    }
    stage = Stage.DONE;
  }

  synchronized boolean isComplete() {
    return stage == Stage.DONE;
  }

  synchronized Stage stage() {
    return stage;
  }

  synchronized ProbeResult end(Word word, String detail) {
    return new ProbeResult(
        endpoint,
        address,
        word,
        stage,
        detail,
        new ProbeResult.Timings(
            lookup, connect, handshake, firstByte, total.orElseGet(this::elapsed)),
        http,
        tls,
        Escaped.of(received),
        seen,
        speech,
        reached);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private Duration stageEnds() {
    long now = System.nanoTime();
    Duration took = Duration.ofNanos(now - stageBegan);
    stageBegan = now;
    return took;
  }
}
