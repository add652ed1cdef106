package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.CheckStatus.Result;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckExchange.Http;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.observe.ServerCase;

/// The failing health check of one server as HAProxy and our own repetition of it describe it.
///
/// When the repetition fails too it decides, since HAProxy's words differ from version to version;
/// HAProxy's word decides alone when nothing was repeated, and stands in doubt when the repetition
/// passes.
record CheckFailure(ServerCase server) {

  /// @return empty when HAProxy does not check the server now, or its check passes
  static Optional<CheckFailure> of(ServerCase server) {
    Server row = server.server();
    if (row.status().isMaintenance()
        || row.status().word() == Word.NO_CHECK
        || row.tracked().isPresent()) {
      return Optional.empty();
    }
    CheckFailure failing = new CheckFailure(server);
    boolean fails = row.checkFails() || (!failing.haproxyKnows() && failing.replay().isPresent());
    return fails ? Optional.of(failing) : Optional.empty();
  }

  private boolean haproxyKnows() {
    return server.server().check().map(c -> c.status().result() != Result.UNKNOWN).orElse(false);
  }

  /// @return our repetition, when it failed as well
  Optional<CheckReplay> replay() {
    return server.mirrored().filter(r -> !r.passed());
  }

  Optional<ProbeResult> result() {
    return replay().map(CheckReplay::result);
  }

  /// @return whether our repetition of the check passes, against HAProxy's word
  boolean passesNow() {
    return server.mirrored().map(CheckReplay::passed).orElse(false);
  }

  boolean isRepeated() {
    return server.mirrored().isPresent();
  }

  /// @return whether our repetition ended so, at this stage
  boolean endedAt(Stage stage, ProbeResult.Word word) {
    return result().filter(r -> r.stage() == stage && r.word() == word).isPresent();
  }

  boolean explainedBy(Variation.Kind... kinds) {
    return server.probes().explanation().map(v -> List.of(kinds).contains(v.kind())).orElse(false);
  }

  boolean haproxySays(CheckStatus... words) {
    return server.haproxySays(words);
  }

  /// @return HAProxy's text on the failure in lower case, from `last_chk` or else the log;
  ///   `last_chk` is blank while a check runs
  String report() {
    String now = server.haproxyReport();
    if (!now.isBlank() || server.events().isEmpty()) {
      return now;
    }
    return server.events().getLast().info().orElse("").toLowerCase(Locale.ROOT);
  }

  /// @return the configured HTTP request; empty when the check is another, or not known
  Optional<HttpCheck> http() {
    return server.check().map(CheckSpec::exchange).flatMap(CheckFailure::http);
  }

  private static Optional<HttpCheck> http(CheckExchange exchange) {
    return exchange instanceof Http(HttpCheck check) ? Optional.of(check) : Optional.empty();
  }

  /// @return the rejected answer to our request, also when it came later than the check waits
  Optional<HttpAnswer> answer() {
    return result()
        .flatMap(ProbeResult::http)
        .or(() ->
            server
                .probes()
                .variation(Variation.Kind.MORE_TIME)
                .filter(v -> !v.replay().passed())
                .flatMap(v -> v.replay().result().http()));
  }

  /// @return the HTTP status of the rejected answer: to us, else to HAProxy; 0 when there was none
  int status() {
    if (replay().isPresent()) {
      return answer().map(HttpAnswer::status).orElse(0);
    }
    boolean otherProtocol = server.check().isPresent() && http().isEmpty();
    return haproxySays(CheckStatus.L7STS) && !otherProtocol ? server.haproxyStatus() : 0;
  }

  /// @return whether the check's own `port` or `addr` is at fault: the service itself answers
  boolean serviceAnswers() {
    boolean own = server.check().map(CheckSpec::hasOwnTarget).orElse(false);
    boolean unreached = result().map(r -> !r.connected()).orElse(false);
    boolean connects = server.probes().tcp().map(ProbeResult::connected).orElse(false);
    boolean unwell = status() >= 500;
    return own
        && !unwell
        && (explainedBy(Variation.Kind.SERVICE_TARGET) || (unreached && connects));
  }

  /// @return the clue, with HAProxy's and our own testimony before `more`
  /// @param agreeing HAProxy's words that go with this cause; any other casts doubt
  Clue clue(String says, Set<CheckStatus> agreeing, List<Evidence> more) {
    List<Evidence> evidence = new ArrayList<>(haproxyEvidence());
    server.mirrored().map(Testimony::of).ifPresent(evidence::add);
    evidence.addAll(more);
    server.configured().map(Evidence::serverLine).ifPresent(evidence::add);
    boolean contradicted = haproxyKnows() && !haproxySays(agreeing.toArray(CheckStatus[]::new));
    Clue clue =
        new Clue(server.ref().toString(), says, evidence, Map.of(), contradicted || passesNow());
    return clue.withFacts(Facts.of(server));
  }

  private List<Evidence> haproxyEvidence() {
    Optional<HealthCheck> check = server.server().check();
    if (check.isEmpty()) {
      return List.of(
          Evidence.stat(server.ref(), "status", server.server().status().raw()).asContext());
    }
    List<Evidence> evidence = new ArrayList<>();
    HealthCheck said = check.get();
    String word = said.status() == CheckStatus.OTHER ? said.raw() : said.status().name();
    Evidence status = Evidence.stat(server.ref(), "check_status", word);
    evidence.add(haproxyKnows() ? status : status.asContext());
    said.code().ifPresent(c -> evidence.add(Evidence.stat(server.ref(), "check_code", "" + c)));
    if (!said.lastReport().isBlank()) {
      evidence.add(Evidence.stat(server.ref(), "last_chk", said.lastReport()));
    } else if (!server.events().isEmpty()) {
      ServerEvent last = server.events().getLast();
      evidence.add(Evidence.log(last));
    }
    return evidence;
  }

  /// @return the answer when only a repetition of the check could decide
  Opinion undecided() {
    String why =
        server
            .all()
            .configuration()
            .reason()
            .map(r -> "the check could not be repeated: " + r)
            .orElse("HAProxy's word alone does not tell, and the check was not repeated");
    return Opinion.notExamined(why);
  }
}
