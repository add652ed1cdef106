package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.observe.ServerCase;

/// The nameservers of the server's `resolvers` section answer nobody, so HAProxy has lost its
/// address, or will lose it once the section's `hold` times are over.
///
/// Not to be confused with `name-unresolved`: there a nameserver answers, be it with an error. The
/// counter that HAProxy calls `timeout` stays 0 throughout; questions without answers tell.
final class ResolverUnreachable implements ServerRule {
  private static final String LOST = "its name has no address";
  private static final String HELD =
      "its address is the last one known, kept until the `hold` times are over";

  @Override
  public Cause cause() {
    return Cause.fault("resolver-unreachable");
  }

  @Override
  public Opinion examine(ServerCase server) {
    Optional<String> section = server.configured().flatMap(ServerConfig::resolvers);
    if (section.isEmpty()) {
      return Opinion.notConcerned();
    }
    List<NameserverCounters> counters = NameFacts.counters(server);
    return NameFacts.isNameless(server)
        ? examineNameless(server, section.get(), counters)
        : examineHeld(server, section.get(), counters);
  }

  /// Here it takes both witnesses: what HAProxy misses it may have missed long ago.
  private static Opinion examineHeld(
      ServerCase server, String section, List<NameserverCounters> counters) {
    if (server.probes().names().isEmpty() || counters.isEmpty()) {
      return Opinion.notConcerned();
    }
    boolean missed = counters.stream().allMatch(NameserverCounters::missesAnswers);
    return Opinion.foundIf(
        missed && NameFacts.nameserversAreSilent(server),
        () -> clue(server, section, counters, HELD).concerning(Reach.LATER));
  }

  private static Opinion examineNameless(
      ServerCase server, String section, List<NameserverCounters> counters) {
    boolean haproxyHearsNothing =
        !counters.isEmpty()
            && counters.stream().anyMatch(c -> c.sent() + c.failed() > 0)
            && counters.stream().allMatch(c -> c.answered() == 0);
    if (NameFacts.nameserversAreSilent(server)) {
      return Opinion.found(clue(server, section, counters, LOST));
    }
    if (server.probes().names().isEmpty() && !haproxyHearsNothing) {
      return Opinion.notExamined("the nameservers were not asked");
    }
    // HAProxy may be kept from what we reach, by a firewall or a network of its own.
    return haproxyHearsNothing
        ? Opinion.found(clue(server, section, counters, LOST).inDoubt())
        : Opinion.ruledOut();
  }

  private static Clue clue(
      ServerCase server, String section, List<NameserverCounters> counters, String so) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()).asContext());
    if (server.hasFlag(AdminFlag.RMAINT)) {
      evidence.add(Evidence.state(server.ref(), "srv_admin_state", "RMAINT").asContext());
    }
    for (NameserverCounters each : counters) {
      Evidence said =
          new Evidence(
              Evidence.Witness.HAPROXY,
              "show resolvers",
              server.ref().toString(),
              section + "/" + each.nameserver(),
              each.sent() + each.failed() + " questions, " + each.answered() + " answers");
      evidence.add(each.answered() == 0 ? said : said.asContext());
    }
    evidence.addAll(NameFacts.lookups(server));
    server
        .configured()
        .map(s -> Lines.evidence(server.ref(), s.line()).asContext())
        .ifPresent(evidence::add);
    return Clue.of(
            server.ref(),
            "no nameserver of `resolvers " + section + "` answers, so " + so,
            evidence)
        .withFacts(Facts.of(server))
        .withFacts(NameFacts.nameserver(server))
        .withFacts(Map.of("name", NameFacts.name(server), "resolvers", section));
  }
}
