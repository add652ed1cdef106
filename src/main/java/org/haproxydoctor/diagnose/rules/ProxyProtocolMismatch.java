package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L6RSP;
import static org.haproxydoctor.model.CheckStatus.L6TOUT;
import static org.haproxydoctor.model.CheckStatus.L7RSP;
import static org.haproxydoctor.model.CheckStatus.L7STS;
import static org.haproxydoctor.model.CheckStatus.L7TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;

/// The server wants a PROXY header and the check sends none, often because a check with a `port` or
/// `addr` of its own loses that of the server's line; or the check sends one and the server does
/// not understand it, or only its other version.
///
/// Not to be confused with `connection-reset` or a bad request: only the same check with, or
/// without, the header tells.
final class ProxyProtocolMismatch implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING =
      Set.of(SOCKERR, L7RSP, L7STS, L7TOUT, L6RSP, L6TOUT);

  @Override
  public Cause cause() {
    return Cause.fault("proxy-protocol-mismatch");
  }

  @Override
  public boolean judgesTraffic() {
    return true;
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    if (failing.replay().isPresent()) {
      boolean helps =
          new Said(failing).isHelpedBy(Kind.WITH_PROXY_HEADER, Kind.WITHOUT_PROXY_HEADER)
              && !failing.serviceAnswers();
      return Opinion.foundIf(helps, () -> clue(failing));
    }
    if (failing.passesNow()) {
      return Opinion.ruledOut();
    }
    boolean headerInPlay =
        failing.spec().filter(s -> s.proxyHeader() != ProxyHeader.NONE).isPresent()
            || sendsToTraffic(failing).isPresent();
    boolean ambiguous = failing.haproxySays(SOCKERR, L7RSP) || failing.status() == 400;
    return headerInPlay && ambiguous ? failing.undecided() : Opinion.ruledOut();
  }

  /// @return the server's or `default-server` line that gives the traffic a header
  private static Optional<ConfigLine> sendsToTraffic(CheckFailure failing) {
    return failing.spec().map(CheckSpec::lines).orElse(List.of()).stream()
        .filter(l -> l.text().matches("(?s)(?:default-)?server .*\\bsend-proxy.*"))
        .findFirst();
  }

  private static Clue clue(CheckFailure failing) {
    boolean sends = failing.spec().filter(s -> s.proxyHeader() != ProxyHeader.NONE).isPresent();
    boolean other = sends && new Said(failing).isHelpedBy(Kind.WITH_PROXY_HEADER);
    Kind kind = sends && !other ? Kind.WITHOUT_PROXY_HEADER : Kind.WITH_PROXY_HEADER;
    boolean lost = !sends && sendsToTraffic(failing).isPresent();
    String sent = other ? "a PROXY header of the version" : "a PROXY header";
    String says =
        sends
            ? failing.whose() + " sends " + sent + " that the server does not understand"
            : "the server wants a PROXY header, "
                + failing.whose()
                + " sends none"
                + (lost ? " although the traffic does" : "");
    Map<String, String> facts = new HashMap<>();
    failing
        .tried(kind)
        .map(Variation::value)
        .reduce((_, last) -> last)
        .filter(v -> !v.isEmpty())
        .ifPresent(
            v -> facts.put("proxy.keyword", v.equals("v2") ? "send-proxy-v2" : "send-proxy"));
    Optional<ConfigLine> line =
        sends || lost
            ? failing
                .lineSaying(" send-proxy ", " send-proxy-v2 ", " check-send-proxy ")
                .or(() -> sendsToTraffic(failing))
            : Optional.empty();
    return CheckClue.at(failing, line, says, AGREEING, failing.tryOf(kind)).withFacts(facts);
  }
}
