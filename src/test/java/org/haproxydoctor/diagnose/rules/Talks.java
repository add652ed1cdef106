package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Dialogue.Expect;
import org.haproxydoctor.model.check.Dialogue.Kind;
import org.haproxydoctor.model.check.Dialogue.Send;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Reached;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Timings;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Speech.Refusal;
import org.haproxydoctor.model.check.TlsSeen;

/// Dialogues and how they end, for tests of rules.
final class Talks {
  static final Dialogue REDIS = asking("redis-check", "PING", "+PONG");
  static final Dialogue RULES = asking("tcp-check", "STATUS", "running");
  static final Dialogue RULES_FOR_REDIS = asking("tcp-check", "info replication", "role:master");

  private static final Timings QUICK =
      new Timings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMillis(3));

  private Talks() {}

  private static Dialogue asking(String name, String question, String answer) {
    return new Dialogue(
        name,
        List.of(
            new Send(1, "send '" + question + "'", question),
            new Expect(
                2, "expect string '" + answer + "'", Kind.BYTES, false, answer, Optional.empty())),
        16_384);
  }

  /// Something else came.
  static ProbeResult mismatch(Speech speech) {
    return ended(Word.MISMATCH, Stage.BODY, Optional.of(speech), false);
  }

  /// It was closed before anything came.
  static ProbeResult closed(boolean answeredBefore) {
    return ended(Word.CLOSED, Stage.FIRST_BYTE, Optional.empty(), answeredBefore);
  }

  static ProbeResult silent(boolean answeredBefore) {
    return ended(Word.TIMEOUT, Stage.FIRST_BYTE, Optional.empty(), answeredBefore);
  }

  static ProbeResult notHttp(Speech speech) {
    return ended(Word.NOT_HTTP, Stage.FIRST_BYTE, Optional.of(speech), false);
  }

  static Speech speech(Protocol protocol, String words) {
    return new Speech(protocol, words, Optional.empty());
  }

  static Speech refusal(Protocol protocol, String code, boolean ofIdentity) {
    return new Speech(protocol, code, Optional.of(new Refusal(code, "no", ofIdentity)));
  }

  private static ProbeResult ended(
      Word word, Stage stage, Optional<Speech> speech, boolean answeredBefore) {
    return new ProbeResult(
        new Endpoint("10.0.0.1", 8080),
        Optional.of("10.0.0.1"),
        word,
        stage,
        "",
        QUICK,
        Optional.empty(),
        Optional.empty(),
        "",
        TlsSeen.NOTHING,
        speech,
        Optional.of(new Reached(2, "expect string '+PONG'", answeredBefore)));
  }
}
