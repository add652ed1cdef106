package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Variation.Kind;

/// Something else than the check wants listens there: another service, HTTP/2 only, or HTTP of a
/// kind that HAProxy's parser refuses.
///
/// Not to be confused with `tls-required-by-server`, where TLS is spoken to a check in clear, nor
/// with `application-hung`: a server that only knows HTTP/2 may be silent until it hears that.
final class ProtocolMismatch implements FailingCheckRule {
  // The word for the same banner differs from version to version.
  private static final Set<CheckStatus> AGREEING =
      Set.of(L7RSP, L7STS, L7TOUT, SOCKERR, L6RSP, L6TOUT);
  private static final Set<Protocol> AN = Set.of(Protocol.HTTP, Protocol.SMTP, Protocol.LDAP);
  private static final Pattern BANNER =
      Pattern.compile("^(ssh-\\d|220[ -]|\\+ok|\\* ok|rfb \\d|not ldapv3|postgresql unknown)");

  @Override
  public Cause cause() {
    return Cause.fault("protocol-mismatch");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    Said said = new Said(failing);
    if (failing.replay().isPresent()) {
      boolean http2 = failing.explainedBy(Kind.HTTP2);
      boolean foreign =
          (said.isForeign() || said.isHttpAnswered())
              && !said.isOlderHttp()
              && !said.isAskedWrongly();
      boolean flawed = said.flaw().isPresent() && !failing.serviceAnswers();
      boolean clear = failing.spec().flatMap(CheckSpec::tls).isEmpty();
      return Opinion.foundIf(
          (http2 && clear) || foreign || flawed, () -> clue(failing, said, http2));
    }
    if (failing.passesNow()) {
      return Opinion.ruledOut();
    }
    boolean banner = failing.haproxySays(L7RSP, L7STS) && BANNER.matcher(failing.report()).find();
    if (banner) {
      return Opinion.found(reported(failing));
    }
    boolean blank = failing.haproxySays(L7RSP) && failing.report().isBlank();
    return blank || failing.haproxySays(SOCKERR) ? failing.undecided() : Opinion.ruledOut();
  }

  private static Clue clue(CheckFailure failing, Said said, boolean http2) {
    List<Evidence> more = new ArrayList<>(said.evidence());
    if (http2) {
      more.addAll(failing.explanation());
    }
    more.addAll(failing.tryOf(Kind.HTTP));
    said.flaw().ifPresent(f -> more.add(Evidence.probe(failing.server().ref(), "the answer", f)));
    return CheckClue.of(failing, sentence(failing, said, http2), AGREEING, more)
        .withFacts(said.facts());
  }

  private static String sentence(CheckFailure failing, Said said, boolean http2) {
    if (http2) {
      return "the server speaks HTTP/2 only, the health check HTTP/1";
    }
    if (said.flaw().isPresent()) {
      return "the answer is HTTP of a kind that HAProxy refuses";
    }
    Optional<Protocol> spoken =
        said.isHttpAnswered() ? Optional.of(Protocol.HTTP) : said.speech().map(Speech::protocol);
    String wanted =
        said.dialogue()
            .map(d -> d.protocol().map(p -> article(p) + " check").orElse("the " + d.name()))
            .orElse("an HTTP check");
    return wanted
        + " meets a server that speaks "
        + spoken.map(Protocol::text).orElse("something else")
        + portOf(failing);
  }

  private static String article(Protocol protocol) {
    return (AN.contains(protocol) ? "an " : "a ") + protocol.text();
  }

  private static String portOf(CheckFailure failing) {
    return failing
        .spec()
        .filter(s -> !s.target().isUnix())
        .map(s -> " on port " + s.target().port())
        .orElse("");
  }

  private static Clue reported(CheckFailure failing) {
    return CheckClue.of(
        failing, "the server speaks another protocol than the check", AGREEING, List.of());
  }
}
