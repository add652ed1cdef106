package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.SourceAddress;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// `source` names an address that no interface of this host has, often a virtual address that has
/// failed over.
///
/// Not to be confused with `host-unreachable`: here no packet ever leaves. When the address is
/// there after all, the system has run out of local ports instead (`source-ports-exhausted`).
final class SourceAddressUnavailable implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, SOCKERR);

  @Override
  public Cause cause() {
    return Cause.fault("source-address-unavailable");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    Optional<SourceAddress> source = failing.server().configured().flatMap(ServerConfig::source);
    Optional<Boolean> present = source.flatMap(s -> isPresent(s, failing));
    boolean ours =
        failing.result().map(ProbeResult::word).filter(Word.SOURCE_UNAVAILABLE::equals).isPresent();
    boolean haproxy =
        failing.haproxySays(L4CON)
            && (failing.report().contains("bind to source address")
                || (failing.report().isBlank() && present.equals(Optional.of(false))));
    boolean noPort = present.orElse(false) && failing.report().contains("bind to source address");
    if ((!ours && !haproxy) || (noPort && !ours)) {
      return source.isPresent() ? Opinion.ruledOut() : Opinion.notConcerned();
    }
    List<Evidence> more = new ArrayList<>();
    source.ifPresent(s -> more.add(Lines.evidence(failing.server().ref(), s.line())));
    present.ifPresent(
        p -> more.add(host(failing, source.map(SourceAddress::address).orElse(""), p)));
    Clue clue =
        CheckClue.of(
                failing,
                "the configured source address is not an address of this host",
                AGREEING,
                more)
            .withFacts(source.map(SourceAddressUnavailable::facts).orElse(Map.of()));
    boolean contradicted = present.orElse(false) || (failing.replay().isPresent() && !ours);
    return Opinion.found(contradicted ? clue.inDoubt() : clue);
  }

  private static Optional<Boolean> isPresent(SourceAddress source, CheckFailure failing) {
    String address = source.address();
    return failing.server().all().host().value().map(h -> address.equals("*") || h.owns(address));
  }

  private static Map<String, String> facts(SourceAddress source) {
    Map<String, String> facts = new HashMap<>(Facts.at(source.line()));
    facts.put("source", source.address());
    return facts;
  }

  private static Evidence host(CheckFailure failing, String address, boolean present) {
    String value = address + (present ? " is an address of this host" : " is on no interface");
    return Evidence.host(failing.server().ref(), "addresses", value);
  }
}
