package org.haproxydoctor.diagnose.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.check.CheckExchange.Talk;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.MeantFor;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Reached;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Speech.Refusal;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;

/// What the server said to a failing check, where that is no HTTP answer that HAProxy would take.
record Said(CheckFailure failing) {
  private static final Set<Word> BROKEN_OFF = Set.of(Word.RESET, Word.CLOSED);
  private static final int BAD_REQUEST = 400;

  /// @return what was said to the check itself, in time or later
  Optional<Speech> speech() {
    return results().flatMap(r -> r.speech().stream()).findFirst();
  }

  /// @return the results of the check itself: in time, and after longer waiting
  Stream<ProbeResult> results() {
    return Stream.concat(
        failing.result().stream(),
        failing.tried(Kind.MORE_TIME).map(Variation::replay).map(CheckReplay::result));
  }

  /// @return the server's own word that it will not serve
  Optional<Refusal> refusal() {
    return speech().flatMap(Speech::refusal);
  }

  Optional<Dialogue> dialogue() {
    return failing
        .spec()
        .map(CheckSpec::exchange)
        .flatMap(e -> e instanceof Talk(Dialogue d) ? Optional.of(d) : Optional.empty());
  }

  Optional<Reached> reached() {
    return results().flatMap(r -> r.reached().stream()).findFirst();
  }

  /// @return whether the server has met an expectation of the same connection before
  boolean answeredBefore() {
    return reached().map(Reached::answered).orElse(false);
  }

  /// @return whether another protocol than that of the check was spoken
  boolean isForeign() {
    Optional<Protocol> spoken = speech().map(Speech::protocol).filter(Protocol::isKnown);
    Optional<Dialogue> dialogue = dialogue();
    if (dialogue.isEmpty()) {
      return speech().isPresent() && failing.http().isPresent();
    }
    Optional<Protocol> own = dialogue.get().protocol();
    if (own.isPresent()) {
      // What is no protocol at all is no MySQL either.
      return speech().isPresent() && !speech().map(Speech::protocol).equals(own);
    }
    return spoken.isPresent() && MeantFor.another(dialogue.get(), spoken.get());
  }

  /// @return whether an HTTP request is answered where the check's own dialogue, which is none of
  ///   HTTP, is not
  boolean isHttpAnswered() {
    return failing
        .tried(Kind.HTTP)
        .map(Variation::replay)
        .map(CheckReplay::result)
        .anyMatch(r -> r.http().isPresent());
  }

  /// @return whether HTTP/1 came back to HTTP/2
  boolean isOlderHttp() {
    Optional<Protocol> wanted = dialogue().flatMap(Dialogue::protocol);
    return wanted.equals(Optional.of(Protocol.HTTP2))
        && (isHttpAnswered() || speech().filter(s -> s.protocol() == Protocol.HTTP).isPresent());
  }

  /// @return why HAProxy refuses an HTTP answer that we could read
  Optional<String> flaw() {
    return failing
        .answer()
        .flatMap(
            a -> a.flaw().or(() -> failing.http().flatMap(h -> h.limits().refusal(a.headers()))))
        .or(this::endlessHead);
  }

  /// @return why the head of an answer was not read to its end
  private Optional<String> endlessHead() {
    return failing
        .result()
        .filter(r ->
            r.word() == Word.ERROR && r.stage() == ProbeResult.Stage.BODY && r.http().isEmpty())
        .filter(_ -> failing.http().isPresent())
        .map(ProbeResult::detail);
  }

  /// @return whether the connection was broken off before anything was said
  boolean isBrokenOff() {
    return failing
        .result()
        .filter(r ->
            BROKEN_OFF.contains(r.word())
                && r.stage() != ProbeResult.Stage.TLS
                && r.connected()
                && r.speech().isEmpty()
                && r.http().isEmpty())
        .isPresent();
  }

  /// @return whether the check gets over this hurdle with the change, though it may meet another:
  ///   an answer comes where none came
  boolean isHelpedBy(Kind... kinds) {
    return failing.explainedBy(kinds)
        || Stream.of(kinds).flatMap(failing::tried).anyMatch(this::isAnswered);
  }

  private boolean isAnswered(Variation variation) {
    Optional<Integer> status = variation.replay().result().http().map(HttpAnswer::status);
    int before = failing.status();
    return status.filter(s -> s != BAD_REQUEST).isPresent()
        && (before == 0 || before == BAD_REQUEST);
  }

  /// @return whether asking in another way gets an answer: what was said is a consequence only
  boolean isAskedWrongly() {
    return failing.serviceAnswers()
        || failing.explainedBy(Kind.WITH_TLS, Kind.METHOD_GET, Kind.WITH_HOST)
        || failing.speaksTls()
        || TlsTrouble.explains(failing)
        || isHelpedBy(Kind.WITH_PROXY_HEADER, Kind.WITHOUT_PROXY_HEADER);
  }

  /// @return what was said only after the check's own limit, as evidence
  List<Evidence> evidence() {
    boolean told = failing.result().flatMap(ProbeResult::speech).isPresent();
    return speech()
        .filter(_ -> !told)
        .map(s -> Evidence.probe(failing.server().ref(), "the server says", s.words()))
        .stream()
        .toList();
  }

  /// @return `tcp-check`, `redis-check` …
  String checkName() {
    return dialogue().map(Dialogue::name).orElse("health check");
  }

  /// @return values for the runbook's variables
  Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    speech()
        .ifPresent(s -> {
          facts.put("answer.text", s.words());
          facts.put("answer.protocol", s.protocol().text());
        });
    refusal().ifPresent(r -> facts.put("answer.code", r.code()));
    reached()
        .ifPresent(r -> {
          facts.put("check.step", "" + r.step());
          facts.put("check.rule", r.rule());
        });
    facts.put("check.name", checkName());
    return facts;
  }
}
