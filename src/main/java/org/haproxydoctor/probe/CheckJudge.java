package org.haproxydoctor.probe;

import java.util.Optional;
import org.haproxydoctor.model.ForeignRegex;
import org.haproxydoctor.model.WireText;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.StatusSet;

/// Says whether HAProxy would take an outcome for a success (configuration manual, `option
/// httpchk`, `http-check expect`, `http-check disable-on-404`; `tcpcheck_eval_expect_http()`).
///
/// Certificates are not judged here: what the handshake showed is in the result.
final class CheckJudge {
  private CheckJudge() {}

  /// @param result of doing what the check does
  static CheckReplay judge(CheckSpec check, ProbeResult result) {
    return judge(check, result, Optional.empty());
  }

  /// @param decisive the answer as far as it had come when it was enough for HAProxy, where more
  ///   was read than that
  static CheckReplay judge(CheckSpec check, ProbeResult result, Optional<HttpAnswer> decisive) {
    if (result.word() != Word.OK) {
      return new CheckReplay(check, result, false, FailureWords.of(result));
    }
    Verdict verdict =
        switch (check.exchange()) {
          case CheckExchange.Http(HttpCheck http) -> answer(http, decisive.or(result::http));
          case CheckExchange.Talk(Dialogue dialogue) ->
              new Verdict(true, "all " + dialogue.steps().size() + " steps done");
          case CheckExchange.ConnectOnly _, CheckExchange.NotMirrored _ -> connected(result);
        };
    return new CheckReplay(check, result, verdict.passed, verdict.why);
  }

  /// HAProxy, too, stops reading at the first rule that decides. Where a text is not in the body so
  /// far, wanted or not, it waits for the rest, or for as much as `min-recv` says
  /// (`tcpcheck_eval_expect_http()`; seen on 2.2 to 3.4).
  ///
  /// @return whether nothing that is still to come could change the judgement
  static boolean decided(HttpCheck check, HttpAnswer answer) {
    for (Expectation expectation : check.expectations()) {
      boolean passed = met(expectation, answer).passed;
      if (expectation.isAboutBody() && waits(expectation, answer, passed)) {
        return false;
      }
      if (!passed) {
        return true;
      }
    }
    return true;
  }

  private static boolean waits(Expectation expectation, HttpAnswer answer, boolean passed) {
    int read = answer.body().length();
    boolean found = passed != expectation.negated();
    boolean shorter =
        expectation.kind() == Expectation.Kind.STRING
            && read < WireText.of(expectation.pattern()).length();
    return read == 0
        || shorter
        || expectation.decisive().map(enough -> read < enough).orElse(!found);
  }

  private record Verdict(boolean passed, String why) {}

  private static Verdict connected(ProbeResult result) {
    return new Verdict(true, result.tls().isPresent() ? "connected, TLS agreed on" : "connected");
  }

  private static Verdict answer(HttpCheck check, Optional<HttpAnswer> answer) {
    if (answer.isEmpty()) {
      return new Verdict(false, "no HTTP answer");
    }
    HttpAnswer http = answer.get();
    Optional<String> flaw = http.flaw().or(() -> check.limits().refusal(http.headers()));
    if (flaw.isPresent()) {
      return new Verdict(false, http.status() + " is refused by HAProxy: " + flaw.get());
    }
    int status = http.judgedStatus();
    if (check.disableOn404() && status == 404) {
      return new Verdict(false, "404 takes the server out softly (disable-on-404)");
    }
    if (check.expectations().isEmpty()) {
      boolean success = status >= 200 && status < 400;
      return new Verdict(success, status + (success ? " is" : " is not") + " 2xx or 3xx");
    }
    Verdict last = new Verdict(true, "");
    for (Expectation expectation : check.expectations()) {
      last = met(expectation, http);
      if (!last.passed) {
        return last;
      }
    }
    return last;
  }

  private static Verdict met(Expectation expectation, HttpAnswer answer) {
    String status = Integer.toString(answer.judgedStatus());
    String pattern = WireText.of(expectation.pattern());
    return switch (expectation.kind()) {
      case STATUS ->
          verdict(
              expectation,
              status,
              Optional.of(StatusSet.contains(expectation.pattern(), answer.judgedStatus())));
      case RSTATUS ->
          verdict(expectation, status, ForeignRegex.matches(expectation.pattern(), status));
      case STRING -> inBody(expectation, answer, Optional.of(answer.body().contains(pattern)));
      case RSTRING -> inBody(expectation, answer, ForeignRegex.matches(pattern, answer.body()));
      case HEADER ->
          verdict(
              expectation,
              "the head",
              expectation.header().flatMap(h -> h.matches(answer.headers())));
      case OTHER -> new Verdict(true, "`expect " + expectation.pattern() + "` is not judged");
    };
  }

  private static Verdict inBody(
      Expectation expectation, HttpAnswer answer, Optional<Boolean> found) {
    return answer.body().isEmpty()
        ? new Verdict(false, answer.status() + " without a body")
        : verdict(expectation, "the body", found);
  }

  private static Verdict verdict(
      Expectation expectation, String subject, Optional<Boolean> matches) {
    String rule = "`expect " + expectation + "`";
    if (matches.isEmpty()) {
      return new Verdict(true, rule + " cannot be judged");
    }
    boolean passed = matches.get() != expectation.negated();
    return new Verdict(passed, subject + (passed ? " meets " : " does not meet ") + rule);
  }
}
