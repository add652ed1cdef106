package org.haproxydoctor.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Dialogue.Expect;
import org.haproxydoctor.model.check.Dialogue.Send;
import org.haproxydoctor.model.check.Dialogue.Step;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.probe.AnswerReader.Ending;
import org.haproxydoctor.probe.DialogueJudge.Verdict;

/// Carries a dialogue out on a connection, however hostile the other side is: memory is bounded by
/// HAProxy's own buffer, time by the caller's [Watch].
final class DialogueTalk {
  /// HAProxy waits for the rest of an answer until its own timeout; what a server has to say comes
  /// together, though, so that nothing is learnt by waiting for more of it.
  private static final Duration FOR_MORE = Duration.ofSeconds(1);

  private static final Duration AFTER_REFUSAL = Duration.ofMillis(300);
  private static final int AT_A_TIME = 4096;

  private final Dialogue dialogue;
  private final Wire wire;
  private final Progress progress;
  private final Watch watch;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private boolean over;
  private boolean answered;
  private boolean unmet;

  DialogueTalk(Dialogue dialogue, Wire wire, Progress progress, Watch watch) {
    this.dialogue = dialogue;
    this.wire = wire;
    this.progress = progress;
    this.watch = watch;
  }

  /// @throws IOException when the connection breaks, or time is up, before anything was said that
  ///   decides
  Ending hold() throws IOException {
    progress.sent();
    for (Step step : dialogue.steps()) {
      progress.reached(step, answered);
      switch (step) {
        case Send send -> {
          heard.reset();
          wire.send(send.bytes().getBytes(StandardCharsets.ISO_8859_1));
          progress.sent();
        }
        case Expect expect -> {
          Optional<Ending> ending = await(expect);
          if (ending.isPresent()) {
            return ending.get();
          }
          answered = true;
        }
      }
    }
    progress.complete();
    return Ending.OK;
  }

  /// @return how the dialogue ends here; empty when it goes on
  private Optional<Ending> await(Expect expect) throws IOException {
    if (heard.size() == 0 && !over) {
      read();
    }
    while (true) {
      if (heard.size() == 0) {
        return Optional.of(new Ending(Word.CLOSED, ""));
      }
      String text = heard.toString(StandardCharsets.ISO_8859_1);
      Verdict verdict = DialogueJudge.judge(dialogue, expect, text, over);
      Optional<Speech> speech = SpeechReader.read(text, verdict.refusal());
      switch (verdict.outcome()) {
        case MET -> {
          return Optional.empty();
        }
        case UNMET -> {
          speech.ifPresent(progress::understood);
          return Optional.of(new Ending(Word.MISMATCH, ""));
        }
        case WAIT -> {
          speech.ifPresent(progress::understood);
          if (!waitForMore(speech)) {
            return Optional.of(new Ending(Word.MISMATCH, ""));
          }
        }
      }
    }
  }

  /// @return false when nothing came within what is reasonable
  private boolean waitForMore(Optional<Speech> speech) throws IOException {
    if (!unmet) {
      watch.hurry(isConclusive(speech) ? AFTER_REFUSAL : FOR_MORE);
      unmet = true;
    }
    try {
      read();
      return true;
    } catch (IOException e) {
      if (watch.hurried()) {
        return false;
      }
      throw e;
    }
  }

  /// Whether nothing that is still to come can be meant to please the check: the server refuses, or
  /// speaks another protocol.
  private boolean isConclusive(Optional<Speech> speech) {
    boolean other =
        dialogue
            .protocol()
            .flatMap(wanted -> speech.map(s -> s.protocol().isKnown() && s.protocol() != wanted))
            .orElse(false);
    return other || speech.flatMap(Speech::refusal).isPresent();
  }

  private void read() throws IOException {
    byte[] bytes = new byte[AT_A_TIME];
    int room = Math.max(1, dialogue.buffer() - heard.size());
    try {
      int n = wire.in().read(bytes, 0, Math.min(bytes.length, room));
      over = n < 0;
      heard.write(bytes, 0, Math.max(0, n));
    } catch (IOException e) {
      // What came before a reset is judged all the same.
      if (heard.size() == 0 || watch.fired()) {
        throw e;
      }
      over = true;
    }
    if (heard.size() > 0) {
      progress.heard(Arrays.copyOf(heard.toByteArray(), Math.min(heard.size(), 512)));
    }
  }
}
