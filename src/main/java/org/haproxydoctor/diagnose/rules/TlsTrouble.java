package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;

/// A failed check that speaks TLS, and what our repetition and its variations showed of the other
/// side: HAProxy calls nearly all of it `SSL handshake failure`.
///
/// @param tls how the check speaks it
record TlsTrouble(CheckFailure failing, TlsSettings tls, ProbeResult result, TlsSeen seen) {
  private static final int MOST_NAMES = 4;
  private static final Set<Word> BROKEN_OFF = Set.of(Word.RESET, Word.CLOSED, Word.TLS_FAILED);

  /// nginx has 495 and 496 of its own for a certificate that is wrong or missing, which it sends
  /// out as 400; others say 401 or 403.
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 495, 496);

  /// @return empty when the check speaks in clear, or nothing was repeated
  static Optional<TlsTrouble> of(CheckFailure failing) {
    return failing
        .replay()
        .filter(r -> r.result().connected())
        .flatMap(r ->
            r.spec().tls().map(tls -> new TlsTrouble(failing, tls, r.result(), r.result().seen())));
  }

  /// @return whether how TLS is spoken explains what came after the handshake as well
  static boolean explains(CheckFailure failing) {
    return of(failing)
        .filter(t -> t.wantsOurs() || t.lacksName() || t.noCommonProtocol())
        .isPresent();
  }

  private boolean noHandshake() {
    return result.stage() == Stage.TLS;
  }

  /// @return the variations of this kind that passed, or came past the handshake that failed
  private Stream<Variation> helped(Kind... kinds) {
    return Stream.of(kinds)
        .flatMap(failing::tried)
        .filter(v ->
            v.replay().passed()
                || (noHandshake() && v.replay().result().stage().compareTo(Stage.TLS) > 0));
  }

  /// The server goes by the name that a client sends (SNI). Where the very same certificate comes
  /// with another name, the name was not what it waited for.
  ///
  /// @return whether the check sends none, or none that the server knows
  boolean lacksName() {
    Optional<Variation> named = named();
    boolean refused = seen.verdict().isPresent();
    if (named.isEmpty()) {
      return !refused && seen.endedBy("unrecognized_name");
    }
    if (tls.sni().isPresent()) {
      return !refused;
    }
    Optional<Certificate> other = named.get().replay().result().seen().certificate();
    return !(refused && other.isPresent() && other.equals(seen.certificate()));
  }

  /// @return what was tried with another name than the check's, and helped
  Optional<Variation> named() {
    return helped(Kind.WITH_SNI, Kind.WITHOUT_SNI).findFirst();
  }

  /// @return why the server's certificate is turned down, unless it is only the one for clients
  ///   without a name
  Optional<CertificateVerdict> verdict() {
    return seen.verdict().filter(_ -> !lacksName());
  }

  /// @return whether the server wants a certificate of HAProxy's, and is not content
  boolean wantsOurs() {
    if (seen.request().isEmpty() || seen.verdict().isPresent()) {
      return false;
    }
    Optional<HttpAnswer> answer = result.http();
    if (answer.isPresent()) {
      boolean explained = failing.server().probes().explanation().isPresent();
      return REFUSALS.contains(answer.get().status())
          && !explained
          && (answer.get().status() == 400 || saysSo(answer.get()));
    }
    return BROKEN_OFF.contains(result.word()) && !noCommonProtocol();
  }

  private static boolean saysSo(HttpAnswer answer) {
    return answer.status() >= 495
        || (answer.reason() + answer.body()).toLowerCase(Locale.ROOT).contains("certificate");
  }

  /// @return whether the server refuses the handshake in a word that means all and nothing, and no
  ///   change of ours has helped
  boolean isRefusedWithoutReason() {
    return noHandshake()
        && seen.endedBy("handshake_failure")
        && seen.verdict().isEmpty()
        && seen.request().isEmpty()
        && failing.server().probes().explanation().isEmpty()
        && !lacksName()
        && !noCommonVersion()
        && !noCommonProtocol();
  }

  /// @return whether no name was sent, neither by the check nor by us
  boolean isNameless() {
    return tls.sni().isEmpty() && failing.tried(Kind.WITH_SNI).findAny().isEmpty();
  }

  boolean noCommonVersion() {
    return noHandshake()
        && seen.verdict().isEmpty()
        && seen.request().isEmpty()
        && !lacksName()
        && (seen.endedBy("protocol_version", "insufficient_security")
            || helped(Kind.OTHER_TLS).findAny().isPresent());
  }

  boolean noCommonProtocol() {
    return seen.verdict().isEmpty()
        && (seen.endedBy("no_application_protocol")
            || alpn().isPresent()
            || failing.explainedBy(Kind.HTTP2));
  }

  /// @return what was offered by ALPN in place of the check's own, and helped
  Optional<Variation> alpn() {
    return helped(Kind.OTHER_ALPN).findFirst();
  }

  /// @return the certificate the server sent, in the form of evidence
  List<Evidence> certificate(Optional<Certificate> which) {
    ServerRef ref = failing.server().ref();
    return which.or(seen::certificate).stream()
        .flatMap(c ->
            Stream.of(
                Evidence.probe(ref, "certificate", c.subject() + ", by " + c.issuer()),
                Evidence.probe(ref, "valid", c.notBefore() + " to " + c.notAfter()).asContext(),
                Evidence.probe(
                        ref,
                        "names",
                        c.names().isEmpty() ? "none" : ShortList.of(c.names(), MOST_NAMES))
                    .asContext()))
        .toList();
  }

  /// @param words of the server's line, or a `default-server` line, that are at fault
  Clue clue(String says, Set<CheckStatus> agreeing, List<Evidence> more, String... words) {
    Optional<ConfigLine> line = failing.lineSaying(words);
    List<Evidence> evidence = new ArrayList<>(more);
    seen.alert()
        .map(a -> Evidence.probe(failing.server().ref(), "TLS alert", a))
        .ifPresent(evidence::add);
    return CheckClue.at(failing, line, says, agreeing, evidence).withFacts(facts());
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    tls.caFile().ifPresent(f -> facts.put("tls.ca-file", f));
    tls.sni()
        .ifPresentOrElse(
            n -> facts.put("tls.server-name", n),
            () -> facts.put("tls.no-server-name", "-noservername"));
    tls.nameWanted().ifPresent(n -> facts.put("tls.name", n));
    tls.clientCertificate().ifPresent(f -> facts.put("tls.crt", f));
    seen.certificate()
        .ifPresent(c -> {
          facts.put("certificate.subject", c.subject());
          facts.put("certificate.issuer", c.issuer());
          facts.put("certificate.until", c.notAfter().toString());
        });
    seen.certificate()
        .map(Certificate::names)
        .filter(n -> !n.isEmpty())
        .ifPresent(n -> facts.put("certificate.names", ShortList.of(n, MOST_NAMES)));
    named().map(Variation::value).filter(n -> !n.isEmpty()).ifPresent(n -> facts.put("name", n));
    return facts;
  }
}
