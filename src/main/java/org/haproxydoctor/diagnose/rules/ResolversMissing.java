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
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.check.Moved;
import org.haproxydoctor.observe.ServerCase;

/// A server by name without `resolvers`: HAProxy looked the name up once, while it started, and
/// never will again.
///
/// Not to be confused with `name-unresolved`: there the name has no address now either. Where the
/// name has moved, it is why `address-stale` cannot mend itself.
final class ResolversMissing implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("resolvers-missing");
  }

  @Override
  public Opinion examine(ServerCase server) {
    Optional<ServerConfig> line = server.configured().filter(s -> s.name().isPresent());
    boolean nameless = NameFacts.isNameless(server);
    if (line.isEmpty()) {
      return nameless && server.configured().isEmpty()
          ? Opinion.notExamined(
              server
                  .all()
                  .configuration()
                  .reason()
                  .orElse("the server is not in the configuration"))
          : Opinion.notConcerned();
    }
    if (line.get().resolvers().isPresent() || (!nameless && !NameFacts.fails(server))) {
      return Opinion.ruledOut();
    }
    if (nameless) {
      boolean resolves =
          NameFacts.decisive(server).stream().anyMatch(l -> !l.addresses().isEmpty());
      return Opinion.foundIf(
          resolves,
          () ->
              clue(
                  server,
                  "the name "
                      + NameFacts.name(server)
                      + " resolves now, but without `resolvers` HAProxy never looks it up again"));
    }
    boolean moved = server.probes().moved().map(Moved::passed).orElse(false);
    return Opinion.foundIf(
        moved && NameFacts.elsewhere(server).isPresent(),
        () ->
            clue(
                server,
                "without `resolvers` HAProxy never looks the name "
                    + NameFacts.name(server)
                    + " up again, which has moved"));
  }

  private static Clue clue(ServerCase server, String says) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    if (server.hasFlag(AdminFlag.RMAINT)) {
      evidence.add(Evidence.state(server.ref(), "srv_admin_state", "RMAINT"));
    }
    evidence.addAll(NameFacts.lookups(server));
    server.configured().map(s -> Lines.evidence(server.ref(), s.line())).ifPresent(evidence::add);
    return Clue.of(server.ref(), says, evidence)
        .withFacts(Facts.of(server))
        .withFacts(Map.of("name", NameFacts.name(server)));
  }
}
