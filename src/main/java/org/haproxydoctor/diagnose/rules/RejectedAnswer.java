package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.check.Variation.Kind;

/// An HTTP check that got an answer and rejects it.
///
/// @param status what the answer said, never 0
record RejectedAnswer(CheckFailure failing, int status) {
  private static final Set<CheckStatus> AGREEING = Set.of(L7STS, L7RSP);

  /// @return empty when no answer came, or the check is known to be no HTTP check
  static Optional<RejectedAnswer> of(CheckFailure failing) {
    return Optional.of(new RejectedAnswer(failing, failing.status())).filter(r -> r.status > 0);
  }

  boolean isBetween(int low, int high) {
    return status >= low && status <= high;
  }

  /// @return whether the same server accepts the request at another name, method, port or in TLS:
  ///   then the status is only a consequence of asking wrongly
  boolean isAskedWrongly() {
    return failing.serviceAnswers()
        || TlsTrouble.explains(failing)
        || failing.explainedBy(
            Kind.WITH_SNI,
            Kind.WITHOUT_SNI,
            Kind.OTHER_ALPN,
            Kind.WITH_HOST,
            Kind.METHOD_GET,
            Kind.WITH_TLS,
            Kind.WITH_PROXY_HEADER,
            Kind.WITHOUT_PROXY_HEADER);
  }

  /// A router that goes by name answers 404 to a request without one, and to one with a name that
  /// it does not know.
  ///
  /// @return whether that is all that is known: no name was sent, and there was none to try
  boolean mayLackName() {
    return status == 404
        && failing.replay().isPresent()
        && failing.http().filter(h -> h.host().isEmpty()).isPresent()
        && failing.tried(Kind.WITH_HOST).findAny().isEmpty();
  }

  /// @return `the health check GET /healthz is answered with 404`
  String sentence() {
    String request = failing.http().map(h -> " " + h.request()).orElse("");
    return "the health check" + request + " is answered with " + status;
  }

  /// @param line the configuration line at fault
  Clue clue(Optional<ConfigLine> line, String says, List<Evidence> more) {
    List<Evidence> evidence = new ArrayList<>();
    if (failing.result().isPresent() && failing.result().get().http().isEmpty()) {
      evidence.addAll(failing.variation(Kind.MORE_TIME).map(Testimony::of).stream().toList());
    }
    evidence.addAll(more);
    Map<String, String> facts = new HashMap<>(Map.of("answer.status", "" + status));
    failing
        .answer()
        .flatMap(a -> a.header("location"))
        .ifPresent(l -> facts.put("answer.location", l));
    Clue clue = CheckClue.at(failing, line, says, AGREEING, evidence).withFacts(facts);
    boolean maybeOtherProtocol =
        failing.spec().isEmpty() && failing.server().backend().mode().equals("tcp");
    return maybeOtherProtocol ? clue.inDoubt() : clue;
  }

  /// @return the line that says what the check asks for
  Optional<ConfigLine> requestLine() {
    return failing
        .http()
        .flatMap(h -> failing.lineSaying(" " + h.uri() + " "))
        .filter(l -> !l.text().startsWith("server"))
        .or(() -> failing.server().backendConfig().flatMap(BackendConfig::check));
  }

  /// @return the answer's `Server` header: who spoke, the application or a proxy before it
  List<Evidence> speaker() {
    return failing
        .answer()
        .flatMap(a -> a.header("server"))
        .map(s -> Evidence.probe(failing.server().ref(), "Server header", s).asContext())
        .stream()
        .toList();
  }
}
