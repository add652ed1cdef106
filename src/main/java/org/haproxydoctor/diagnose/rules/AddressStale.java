package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.Moved;
import org.haproxydoctor.observe.ServerCase;

/// The server fails at the address HAProxy uses, and its name leads elsewhere by now.
///
/// A name with several addresses is not stale as long as the one in use is among them, and a server
/// that works at an old address is nobody's fault. Not to be confused with a host that is down
/// (`connection-timeout`, `connection-refused`): those ask the old address. Sure only when the
/// server answers at the new one.
final class AddressStale implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("address-stale");
  }

  @Override
  public Opinion examine(ServerCase server) {
    if (server.probes().names().isEmpty() || !NameFacts.fails(server)) {
      return Opinion.notConcerned();
    }
    Optional<String> elsewhere = NameFacts.elsewhere(server);
    if (elsewhere.isEmpty()) {
      return Opinion.ruledOut();
    }
    Clue clue = clue(server, elsewhere.get());
    boolean answers = server.probes().moved().map(Moved::passed).orElse(false);
    return Opinion.found(answers ? clue : clue.inDoubt());
  }

  private static Clue clue(ServerCase server, String elsewhere) {
    String name = NameFacts.name(server);
    Optional<Endpoint> used = server.server().address();
    List<Evidence> evidence = new ArrayList<>();
    used.map(a -> Evidence.stat(server.ref(), "addr", a.toString())).ifPresent(evidence::add);
    evidence.addAll(NameFacts.lookups(server));
    server
        .probes()
        .moved()
        .map(m ->
            Evidence.probe(
                server.ref(),
                "check at " + m.to(),
                m.passed() ? "passes" : Testimony.connection(server.ref(), m.result()).value()))
        .ifPresent(evidence::add);
    server.mirrored().map(r -> Testimony.of(r).asContext()).ifPresent(evidence::add);
    server
        .configured()
        .map(s -> Lines.evidence(server.ref(), s.line()).asContext())
        .ifPresent(evidence::add);
    boolean follows = server.configured().flatMap(ServerConfig::resolvers).isPresent();
    return Clue.of(
            server.ref(),
            "HAProxy uses "
                + used.map(Endpoint::host).orElse("an address")
                + ", while the name "
                + name
                + " leads to "
                + elsewhere
                + (follows ? "" : ", and without `resolvers` it does not follow"),
            evidence)
        .withFacts(Facts.of(server))
        .withFacts(Map.of("name", name, "name.address", elsewhere));
  }
}
