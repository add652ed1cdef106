package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckExchange.Http;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation;

/// Our own probes in the words of evidence.
final class Testimony {
  private Testimony() {}

  /// @return `GET /healthz` → `404`, or `connect 10.0.0.1:80` → `refused`
  static Evidence of(CheckReplay replay) {
    return Evidence.probe(replay.spec().server(), question(replay), outcome(replay.result()));
  }

  /// @return the same, with what was changed in the question
  static Evidence of(Variation variation) {
    CheckReplay replay = variation.replay();
    String question = question(replay) + ", " + variation.change();
    return Evidence.probe(replay.spec().server(), question, outcome(replay.result()));
  }

  private static String question(CheckReplay replay) {
    CheckExchange exchange = replay.spec().exchange();
    if (exchange instanceof Http(var check) && replay.result().connected()) {
      return check.request();
    }
    return "connect " + replay.result().endpoint();
  }

  static String outcome(ProbeResult result) {
    if (result.http().isPresent()) {
      return "" + result.http().get().status();
    }
    Duration total = result.timings().total();
    if (result.word() == ProbeResult.Word.TIMEOUT && result.stage() != Stage.CONNECT) {
      return "connected, no answer within " + Facts.text(total);
    }
    String detail = result.detail().isBlank() ? "" : ": " + result.detail();
    return result.word().text() + detail;
  }
}
