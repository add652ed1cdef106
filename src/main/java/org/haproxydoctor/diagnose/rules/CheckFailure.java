package org.haproxydoctor.diagnose.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.CheckStatus.Result;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.CheckExchange.Http;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.observe.ServerCase;

/// The failing health check of one server as HAProxy and our own repetition of it describe it.
///
/// When the repetition fails too it decides, since HAProxy's words differ from version to version;
/// HAProxy's word decides alone when nothing was repeated, and stands in doubt when the repetition
/// passes. Requests that fail although the check passes are looked at in the same way: their way
/// was tried as a check is, and HAProxy has no word on it.
///
/// @param whose `the check`, or `the traffic`
record CheckFailure(ServerCase server, String whose) {
  private static final String TRAFFIC = "the traffic";

  private static final Set<String> BODILESS = Set.of("OPTIONS", "HEAD", "TRACE");

  /// @return empty when HAProxy does not check the server now, or its check passes
  static Optional<CheckFailure> of(ServerCase server) {
    Server row = server.server();
    if (row.status().isMaintenance()
        || row.status().word() == Word.NO_CHECK
        || row.tracked().isPresent()) {
      return Optional.empty();
    }
    CheckFailure failing = new CheckFailure(server, "the check");
    // While others serve, a soft stop (`disable-on-404`) is what the application asked for.
    boolean softly = row.status().word() == Word.NOLB && !server.backend().serves();
    boolean fails =
        row.checkFails() || softly || (!failing.haproxyKnows() && failing.replay().isPresent());
    return fails ? Optional.of(failing) : Optional.empty();
  }

  /// @return empty when the way of its requests was not tried, or leads to answers; nor is anything
  ///   said of servers that nobody can connect to and nobody checks
  static Optional<CheckFailure> ofTraffic(ServerCase server) {
    return server
        .asTraffic()
        .map(way -> new CheckFailure(way, TRAFFIC))
        .filter(f -> f.replay().isPresent() && !server.all().isBelievedUp(server.server()));
  }

  boolean isTraffic() {
    return whose.equals(TRAFFIC);
  }

  /// @return whether HAProxy has a result of the check
  boolean haproxyKnows() {
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

  /// @return whether we connected, or tried to, where the server's traffic goes
  boolean isServiceAsked() {
    return server.probes().tcp().isPresent();
  }

  /// @return whether our repetition ended so, at this stage
  boolean endedAt(Stage stage, ProbeResult.Word word) {
    return result().filter(r -> r.stage() == stage && r.word() == word).isPresent();
  }

  boolean explainedBy(Kind... kinds) {
    return server.probes().explanation().map(v -> List.of(kinds).contains(v.kind())).orElse(false);
  }

  /// @return whether the check passes with GET, and that speaks against its own method: to a
  ///   request that is to carry a body, such as POST, an error of the server's is an answer and no
  ///   refusal
  boolean methodIsRejected() {
    boolean bodiless = http().map(h -> BODILESS.contains(h.method())).orElse(true);
    return explainedBy(Kind.METHOD_GET) && (bodiless || status() < 500 || status() == 501);
  }

  /// @return the one change that made the check pass, as evidence
  List<Evidence> explanation() {
    return server.probes().explanation().map(Testimony::of).stream().toList();
  }

  Stream<Variation> tried(Kind kind) {
    return server.probes().variations().stream().filter(v -> v.kind() == kind);
  }

  /// @return the variation of this kind that came furthest, as evidence: one that passed, else one
  ///   that was answered, else the first
  List<Evidence> tryOf(Kind kind) {
    return tried(kind)
        .min(Comparator.comparingInt(CheckFailure::distance))
        .map(Testimony::of)
        .stream()
        .toList();
  }

  private static int distance(Variation variation) {
    if (variation.replay().passed()) {
      return 0;
    }
    ProbeResult result = variation.replay().result();
    return result.http().isPresent() ? 1 : result.tls().isPresent() ? 2 : 3;
  }

  Optional<CheckReplay> variation(Kind kind) {
    return server.probes().variation(kind).map(Variation::replay);
  }

  boolean haproxySays(CheckStatus... words) {
    return server.haproxySays(words);
  }

  /// @return HAProxy's text on the failure in lower case, from `last_chk` or else the log, because
  ///   `last_chk` is blank while a check runs
  String report() {
    String now = server.haproxyReport();
    if (!now.isBlank()) {
      return now;
    }
    return Testimony.lastFailure(server)
        .flatMap(ServerEvent::info)
        .orElse("")
        .toLowerCase(Locale.ROOT);
  }

  /// @return whether the system told HAProxy that the host or network cannot be reached
  boolean reportsUnreachable() {
    String report = report();
    return haproxySays(CheckStatus.L4CON)
        && (report.contains("no route to host")
            || report.contains("unreach")
            // A route of type blackhole.
            || report.contains("socket error (invalid argument"));
  }

  /// @return whether HAProxy says that an HTTP answer did not come in time
  boolean reportsSilence() {
    boolean otherProtocol =
        report().contains("tcp-check") || spec().filter(s -> !s.exchange().isHttp()).isPresent();
    return haproxySays(CheckStatus.L7TOUT) && !otherProtocol;
  }

  /// @return whether TLS is spoken where the check speaks in clear
  boolean speaksTls() {
    return spec().flatMap(CheckSpec::tls).isEmpty() && Tongue.isTls(this);
  }

  /// @return whether the check's handshake fails and the port answers in clear
  boolean speaksClear() {
    return Tongue.isClear(this);
  }

  /// @return the check that was repeated, or else the configured one
  Optional<CheckSpec> spec() {
    return replay().map(CheckReplay::spec).or(() -> server.check().map(CheckSpec::proper));
  }

  /// @return the request of the check; empty when the check is no HTTP check, or not known
  Optional<HttpCheck> http() {
    return spec()
        .map(CheckSpec::exchange)
        .flatMap(e -> e instanceof Http(HttpCheck check) ? Optional.of(check) : Optional.empty());
  }

  /// @return the whole answer that was rejected, also when it came later than the check waits
  Optional<HttpAnswer> answer() {
    return result()
        .filter(r -> r.word() != ProbeResult.Word.TIMEOUT)
        .flatMap(ProbeResult::http)
        .or(this::lateAnswer);
  }

  /// @return the answer that came later than the check waits, and would have been rejected as well
  Optional<HttpAnswer> lateAnswer() {
    return variation(Kind.MORE_TIME)
        .filter(r -> replay().isPresent() && !r.passed())
        .map(CheckReplay::result)
        .filter(r -> r.word() != ProbeResult.Word.TIMEOUT)
        .flatMap(ProbeResult::http);
  }

  /// @return the HTTP status of the rejected answer: to us, else to HAProxy; 0 when there was none
  int status() {
    if (replay().isPresent()) {
      return answer().filter(a -> !isRefused(a)).map(HttpAnswer::status).orElse(0);
    }
    boolean otherProtocol = spec().filter(s -> !s.exchange().isHttp()).isPresent();
    return haproxySays(CheckStatus.L7STS) && !otherProtocol ? server.haproxyStatus() : 0;
  }

  /// What HAProxy's parser refuses has no status for it.
  private boolean isRefused(HttpAnswer answer) {
    return answer.flaw().isPresent()
        || http().flatMap(h -> h.limits().refusal(answer.headers())).isPresent();
  }

  /// @return whether an HTTP answer was rejected of which nobody knows the status any more
  boolean lacksStatus() {
    boolean http = spec().map(s -> s.exchange().isHttp()).orElse(true);
    return http && !isRepeated() && haproxySays(CheckStatus.L7STS) && status() == 0;
  }

  /// @return whether the check, or the one of its connections that HAProxy reports as failed, goes
  ///   elsewhere than the traffic
  boolean hasOwnTarget() {
    return spec()
        .map(s -> s.hasOwnTarget() || (reportsUnreached() && ConnectStep.leaves(s, report())))
        .orElse(false);
  }

  private boolean reportsUnreached() {
    return replay().isEmpty() && haproxySays(CheckStatus.L4CON, CheckStatus.L4TOUT);
  }

  /// @return whether the check's own `port` or `addr` is at fault: the service itself answers
  boolean serviceAnswers() {
    boolean own = hasOwnTarget();
    boolean unreached = result().map(r -> !r.connected()).orElseGet(this::reportsUnreached);
    boolean connects =
        server.probes().tcp().map(r -> r.word() == ProbeResult.Word.OK).orElse(false);
    boolean unwell = status() >= 500;
    return own && !unwell && (explainedBy(Kind.SERVICE_TARGET) || (unreached && connects));
  }

  /// @return the last of the lines the check was made of that holds one of the words
  Optional<ConfigLine> lineSaying(String... words) {
    return spec().map(CheckSpec::lines).orElse(List.of()).stream()
        .filter(line -> Stream.of(words).anyMatch((" " + line.text() + " ")::contains))
        .reduce((_, later) -> later);
  }

  /// @return the opinion where only a repetition of the check could decide
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
