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
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
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
        || failing.explainedBy(
            Kind.WITH_HOST,
            Kind.METHOD_GET,
            Kind.WITH_TLS,
            Kind.WITH_PROXY_HEADER,
            Kind.WITHOUT_PROXY_HEADER);
  }

  /// @return `the health check GET /healthz is answered with 404`
  String sentence() {
    String request = failing.http().map(h -> " " + h.request()).orElse("");
    return "the health check" + request + " is answered with " + status;
  }

  Clue clue(String says, List<Evidence> more) {
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
    Clue clue = failing.clue(says, AGREEING, evidence).withFacts(facts);
    boolean maybeOtherProtocol =
        failing.spec().isEmpty() && failing.server().backend().mode().equals("tcp");
    return maybeOtherProtocol ? clue.inDoubt() : clue;
  }

  /// @return the line that says what the check asks for
  List<Evidence> requestLine() {
    List<Evidence> said =
        failing.http().map(h -> failing.linesSaying(" " + h.uri() + " ")).orElse(List.of()).stream()
            .filter(e -> !e.field().equals("server"))
            .toList();
    return said.isEmpty()
        ? section(failing.server().backendConfig().flatMap(b -> b.check()))
        : said;
  }

  /// @return the line that says what the check accepts
  List<Evidence> expectLine() {
    return section(failing.server().backendConfig().flatMap(b -> b.expect()));
  }

  private List<Evidence> section(Optional<ConfigLine> line) {
    return line.map(failing::line).stream().toList();
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

  List<Expectation> expectations() {
    return failing.http().map(HttpCheck::expectations).orElse(List.of());
  }

  Optional<HttpAnswer> answer() {
    return failing.answer();
  }
}
