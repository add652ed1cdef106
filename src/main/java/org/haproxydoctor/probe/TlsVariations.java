package org.haproxydoctor.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation.Kind;

/// Thinks of single changes to how a failed check speaks TLS.
final class TlsVariations {
  private static final int MOST_NAMES = 3;
  private static final Set<Word> BROKEN_OFF = Set.of(Word.RESET, Word.CLOSED);

  /// Where a server that goes by name was asked in vain: misdirected, or the default site's answer.
  private static final Set<Integer> WRONG_SITE = Set.of(400, 403, 404, 421);

  private final CheckSpec check;
  private final TlsSettings tls;
  private final ProbeResult result;
  private final TlsSeen seen;
  private final List<String> names;

  /// @param tls how the check speaks it
  /// @param names to try, likeliest first
  TlsVariations(CheckSpec check, TlsSettings tls, ProbeResult result, List<String> names) {
    this.check = check;
    this.tls = tls;
    this.result = result;
    this.seen = result.seen();
    this.names = names.stream().filter(n -> !n.equalsIgnoreCase(tls.sni().orElse(""))).toList();
  }

  /// @return whether the other side has shown that TLS is what it speaks
  boolean isTlsSpoken() {
    return seen.alert().isPresent()
        || !seen.chain().isEmpty()
        || result.received().startsWith("\\x16\\x03");
  }

  /// @return whether what answered is no TLS
  private boolean isStranger() {
    String received = result.received();
    boolean record = received.startsWith("\\x15\\x03") || received.startsWith("\\x16\\x03");
    return !received.isEmpty() && !record;
  }

  /// @return what to try when no handshake came about, or its certificate was turned down
  List<Change> noHandshake() {
    Optional<CertificateVerdict> verdict = seen.verdict();
    if (verdict.isPresent()) {
      boolean nameless = tls.sni().isEmpty();
      return nameless || verdict.get().fault() == Fault.OTHER_NAME ? otherNames() : List.of();
    }
    if (seen.request().isPresent() || isStranger()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    if (seen.endedBy("no_application_protocol")) {
      changes.addAll(otherProtocols());
    } else if (seen.endedBy("protocol_version", "insufficient_security")) {
      changes.add(withoutLimits());
    } else if (seen.alert().isPresent()
        || BROKEN_OFF.contains(result.word())
        || result.word() == Word.TLS_FAILED) {
      if (seen.endedBy("unrecognized_name") || tls.sni().isEmpty()) {
        changes.addAll(otherNames());
      }
      changes.add(withoutLimits());
      if (!tls.alpn().isEmpty()) {
        changes.addAll(otherProtocols());
      }
    }
    return changes;
  }

  /// @return what to try when TLS was agreed on and the answer is wrong
  List<Change> wrongAnswer(int status) {
    if (seen.request().isPresent() || seen.alert().isPresent()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    boolean brokenOff = BROKEN_OFF.contains(result.word());
    boolean http2 = result.speech().filter(s -> s.protocol() == Speech.Protocol.HTTP2).isPresent();
    boolean silent = result.word() == Word.TIMEOUT && result.stage() == Stage.FIRST_BYTE;
    if (http2 || ((brokenOff || silent) && tls.alpn().isEmpty())) {
      changes.add(protocols(List.of("h2")));
    }
    if (WRONG_SITE.contains(status) || brokenOff) {
      changes.addAll(otherNames().stream().limit(1).toList());
    }
    return changes;
  }

  private List<Change> otherNames() {
    List<Change> changes = new ArrayList<>();
    String instead = tls.sni().map(n -> " instead of " + n).orElse("");
    names.stream()
        .limit(MOST_NAMES)
        .map(n -> change(Kind.WITH_SNI, "with server name (SNI) " + n + instead, n, tls.withSni(n)))
        .forEach(changes::add);
    tls.sni()
        .map(n ->
            change(
                Kind.WITHOUT_SNI,
                "without server name (SNI) instead of " + n,
                "",
                tls.withSni(Optional.empty())))
        .ifPresent(changes::add);
    return changes;
  }

  private Change withoutLimits() {
    return change(Kind.OTHER_TLS, "with any TLS version and cipher", "", tls.withoutLimits());
  }

  private List<Change> otherProtocols() {
    List<Change> changes = new ArrayList<>();
    if (!tls.alpn().isEmpty()) {
      changes.add(protocols(List.of()));
    }
    for (String protocol : List.of("http/1.1", "h2")) {
      if (!tls.alpn().contains(protocol)) {
        changes.add(protocols(List.of(protocol)));
      }
    }
    return changes;
  }

  /// What is agreed on is all that is asked about: a request in HTTP/2 would be another change.
  private Change protocols(List<String> offered) {
    String value = String.join(",", offered);
    String words = offered.isEmpty() ? "without ALPN" : "with ALPN " + value;
    String instead = tls.alpn().isEmpty() ? "" : " instead of " + String.join(",", tls.alpn());
    Change change = change(Kind.OTHER_ALPN, words + instead, value, tls.withAlpn(offered));
    return offered.contains("h2")
        ? new Change(
            change.kind(),
            change.change(),
            change.value(),
            change.check().withExchange(new CheckExchange.ConnectOnly()))
        : change;
  }

  private Change change(Kind kind, String words, String value, TlsSettings settings) {
    return new Change(kind, words, value, check.withTls(Optional.of(settings)));
  }
}
