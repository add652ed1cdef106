package org.haproxydoctor.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.MeantFor;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.model.check.Speech.Protocol;

/// Thinks of single changes that could make a failed check pass, the most telling first.
///
/// Each changes exactly one thing: only then does its passing say what is wrong.
final class Variations {
  private static final Set<Word> BROKEN_OFF = Set.of(Word.RESET, Word.CLOSED);
  private static final Set<Integer> HOST_MAY_MATTER =
      Set.of(301, 302, 303, 307, 308, 400, 401, 403, 404, 410, 421);
  private static final Set<Integer> NO_SUCH_PAGE = Set.of(404, 410);

  /// What a port that speaks TLS may say to a request in clear, besides 400 and a redirect.
  private static final Set<Integer> TLS_WANTED = Set.of(403, 426);

  private static final Set<Integer> METHOD_REJECTED = Set.of(405, 501);

  private final CheckSpec check;
  private final CheckReplay failed;
  private final ProbeResult result;
  private final Changes make;
  private final List<Change> plan = new ArrayList<>();

  private Variations(CheckSpec check, CheckReplay failed, List<String> hostNames) {
    this.check = check;
    this.failed = failed;
    this.result = failed.result();
    this.make = new Changes(check, hostNames);
  }

  /// @param failed what became of the check itself
  /// @param hostNames names that clients may use for this server, likeliest first
  /// @return what to try, in this order, until one passes
  static List<Change> plan(CheckSpec check, CheckReplay failed, List<String> hostNames) {
    Variations variations = new Variations(check, failed, hostNames);
    if (!variations.result.connected()) {
      variations.notConnected();
    } else if (variations.result.stage() == Stage.TLS) {
      variations.noHandshake();
    } else if (check.exchange() instanceof CheckExchange.Http(HttpCheck http)) {
      variations.wrongAnswer(http);
    } else if (check.exchange() instanceof CheckExchange.Talk(Dialogue dialogue)) {
      variations.wrongTalk(dialogue);
    }
    return List.copyOf(variations.plan);
  }

  private void notConnected() {
    boolean sourceFirst = result.word() == Word.SOURCE_UNAVAILABLE;
    if (!sourceFirst) {
      plan.addAll(make.serviceTarget());
    }
    plan.addAll(make.withoutSource());
    if (sourceFirst) {
      plan.addAll(make.serviceTarget());
    }
  }

  private void noHandshake() {
    Optional<TlsVariations> secure = make.tls(result);
    if (secure.map(TlsVariations::isTlsSpoken).orElse(false)) {
      plan.addAll(secure.map(TlsVariations::noHandshake).orElse(List.of()));
      plan.addAll(make.serviceTarget());
      return;
    }
    plan.addAll(make.withoutTls());
    if (BROKEN_OFF.contains(result.word())) {
      plan.addAll(make.otherProxyHeader());
    }
    plan.addAll(secure.map(TlsVariations::noHandshake).orElse(List.of()));
    plan.addAll(make.serviceTarget());
  }

  private void wrongAnswer(HttpCheck http) {
    int status = failed.status();
    boolean brokenOff = BROKEN_OFF.contains(result.word());
    boolean notUnderstood = brokenOff || result.word() == Word.NOT_HTTP || status == 400;
    boolean silent = result.word() == Word.TIMEOUT && result.stage() == Stage.FIRST_BYTE;
    boolean sendsHeader = check.proxyHeader() != ProxyHeader.NONE;
    if (sendsHeader && (notUnderstood || silent)) {
      plan.addAll(make.otherProxyHeader());
    }
    if (check.tls().isEmpty() && (notUnderstood || silent || leadsToTls())) {
      plan.addAll(make.withTls());
    }
    plan.addAll(make.tls(result).map(t -> t.wrongAnswer(status)).orElse(List.of()));
    if (status > 0) {
      otherRequest(http, status);
      if (check.tls().isEmpty() && TLS_WANTED.contains(status)) {
        plan.addAll(make.withTls());
      }
    } else if (brokenOff) {
      brokenOff(http);
    } else if (silent) {
      plan.addAll(methodGet(http));
    }
    if (check.tls().isEmpty() && (silent || brokenOff)) {
      plan.add(make.http2());
    }
    if (!sendsHeader && (brokenOff || silent || status == 400)) {
      plan.addAll(make.otherProxyHeader());
    }
    // A health listener that says 5xx means it; another port saying otherwise explains nothing.
    if (status < 500) {
      plan.addAll(make.serviceTarget());
    }
  }

  /// A port that speaks TLS may answer a request in clear with a redirect to itself.
  private boolean leadsToTls() {
    return result
        .http()
        .flatMap(a -> a.header("location"))
        .filter(to -> to.regionMatches(true, 0, "https:", 0, "https:".length()))
        .isPresent();
  }

  /// What was sent cannot be said otherwise, only the connection be made in another way.
  private void wrongTalk(Dialogue dialogue) {
    boolean sendsHeader = check.proxyHeader() != ProxyHeader.NONE;
    boolean brokenOff = BROKEN_OFF.contains(result.word());
    boolean inTls = result.speech().filter(s -> s.protocol() == Protocol.TLS).isPresent();
    boolean understood =
        result.speech().map(Speech::protocol).equals(dialogue.protocol())
            && dialogue.protocol().isPresent();
    if (!understood) {
      boolean silent = result.speech().isEmpty() && result.word() == Word.TIMEOUT;
      if (sendsHeader || ((brokenOff || silent) && !inTls)) {
        plan.addAll(make.otherProxyHeader());
      }
      if (check.tls().isEmpty() && !dialogue.protocol().equals(Optional.of(Protocol.TLS))) {
        plan.addAll(make.withTls());
      }
      boolean mayBeHttp = dialogue.listensFirst() || MeantFor.another(dialogue, Protocol.HTTP);
      if ((brokenOff || silent) && mayBeHttp && !inTls) {
        plan.add(make.http(dialogue));
      }
    }
    plan.addAll(make.serviceTarget());
  }

  // Some servers, and filters before them, hang up on a method or a nameless request.
  private void brokenOff(HttpCheck http) {
    plan.addAll(methodGet(http));
    if (http.host().isEmpty()) {
      plan.addAll(make.withHost(http));
    }
  }

  private List<Change> methodGet(HttpCheck http) {
    return http.method().equals("GET") ? List.of() : List.of(make.methodGet(http));
  }

  private void otherRequest(HttpCheck http, int status) {
    plan.addAll(methodGet(http));
    boolean bodyMissed = status < 300 && result.word() == Word.OK;
    // A router that goes by name may have no better answer to a nameless request than 503. With a
    // name, 5xx is the application's own word.
    boolean nameless = status >= 500 && http.host().isEmpty();
    boolean hostMayMatter = HOST_MAY_MATTER.contains(status) || bodyMissed || nameless;
    if (!METHOD_REJECTED.contains(status) && hostMayMatter) {
      plan.addAll(make.withHost(http));
    }
    if (NO_SUCH_PAGE.contains(status)) {
      plan.addAll(make.otherPaths(http));
    }
  }
}
