package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.host.Family;

/// The server's address is of a family that this host has no address of: commonly an IPv6 address,
/// which its name resolved to, on a host without IPv6.
///
/// Not to be confused with `source-ports-exhausted`, which is the same error of the system, nor
/// with `host-unreachable`, where the family is there and only the way to this network is missing.
final class AddressFamilyUnavailable implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, L4TOUT, SOCKERR);
  private static final Set<Word> OURS =
      Set.of(Word.NO_FAMILY, Word.NO_LOCAL_ADDRESS, Word.UNREACHABLE);

  @Override
  public Cause cause() {
    return Cause.fault("address-family-unavailable");
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    OwnHost own = OwnHost.of(failing);
    if (own.family().isEmpty()) {
      return Opinion.notConcerned();
    }
    boolean named = failing.report().contains("address family");
    boolean haproxy =
        named
            || Stream.of("unreachable", "local source ports").anyMatch(failing.report()::contains);
    boolean ours = failing.result().filter(r -> OURS.contains(r.word())).isPresent();
    if (!haproxy && !ours) {
      return Opinion.notConcerned();
    }
    boolean lacks = own.lacksFamily();
    if (own.host().isPresent() ? !lacks : !named) {
      return own.host().isPresent() ? Opinion.ruledOut() : Opinion.notConcerned();
    }
    Family family = own.family().get();
    List<Evidence> more = new ArrayList<>();
    if (lacks) {
      more.add(own.says("addresses", "none of " + family + " beyond this host itself"));
    }
    otherAddress(failing, family).ifPresent(more::add);
    Clue clue =
        CheckClue.of(
                failing,
                "the address is one of " + family + ", which this host does not have",
                AGREEING,
                more)
            .withFacts(facts(failing, family));
    return Opinion.found(clue);
  }

  /// The name may have an address of the family that works.
  private static Optional<Evidence> otherAddress(CheckFailure failing, Family lacking) {
    return failing.server().probes().names().stream()
        .flatMap(lookup -> other(lookup, lacking).stream())
        .findFirst()
        .map(e -> Evidence.probe(failing.server().ref(), e.getKey(), e.getValue()).asContext());
  }

  private static Optional<Map.Entry<String, String>> other(NameLookup lookup, Family lacking) {
    return lookup.addresses().stream()
        .filter(a -> Family.of(a).filter(f -> f == lacking.other()).isPresent())
        .findFirst()
        .map(a -> Map.entry("lookup " + lookup.name(), "also has " + a));
  }

  private static Map<String, String> facts(CheckFailure failing, Family lacking) {
    Map<String, String> facts = new HashMap<>();
    facts.put("family", lacking.toString());
    facts.put("prefer", lacking == Family.IPV6 ? "ipv4" : "ipv6");
    failing
        .server()
        .configured()
        .map(ServerConfig::address)
        .map(Endpoint::host)
        .ifPresent(h -> facts.put("name", h));
    return facts;
  }
}
