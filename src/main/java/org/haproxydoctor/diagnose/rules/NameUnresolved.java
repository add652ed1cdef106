package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.observe.ServerCase;

/// The server's host name has no address, so HAProxy has put the server into maintenance by itself.
///
/// Not to be confused with `maintenance-by-operator`, with nameservers that answer nobody
/// (`resolver-unreachable`), with a name that resolves although HAProxy never asks again
/// (`resolvers-missing`), nor with the spare servers of a `server-template`, which wait without an
/// address while others of the template have one.
final class NameUnresolved implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("name-unresolved");
  }

  @Override
  public Opinion examine(ServerCase server) {
    Word word = server.server().status().word();
    if (word == Word.MAINT_SPARE) {
      return Opinion.ruledOut();
    }
    boolean haproxy = word == Word.MAINT_RESOLUTION || server.hasFlag(AdminFlag.RMAINT);
    boolean ours =
        server.server().checkFails()
            && server
                .mirrored()
                .map(CheckReplay::result)
                .filter(r -> r.word() == ProbeResult.Word.UNRESOLVED)
                .isPresent();
    if (!haproxy && !ours) {
      return server.probes().names().isEmpty() ? Opinion.notConcerned() : Opinion.ruledOut();
    }
    if (NameFacts.nameserversAreSilent(server)) {
      return Opinion.ruledOut();
    }
    boolean resolves = NameFacts.decisive(server).stream().anyMatch(l -> !l.addresses().isEmpty());
    if (haproxy && resolves && neverAskedAgain(server)) {
      return Opinion.ruledOut();
    }
    Clue clue = clue(server);
    return Opinion.found(resolves || !haproxy ? clue.inDoubt() : clue);
  }

  /// Without `resolvers` a name that resolves by now is no use to HAProxy (`resolvers-missing`).
  private static boolean neverAskedAgain(ServerCase server) {
    return server.configured().filter(s -> s.name().isPresent()).isPresent()
        && !NameFacts.hasResolvers(server);
  }

  /// HAProxy gives no two servers of a backend the same address, unless `resolve-opts allow-dup-ip`
  /// says so (configuration manual, `resolve-opts`).
  private static boolean isUsedUp(ServerCase server) {
    Set<String> all =
        NameFacts.decisive(server).stream()
            .flatMap(l -> l.addresses().stream())
            .collect(Collectors.toSet());
    Set<String> used =
        server.backend().servers().stream()
            .filter(s -> !s.ref().equals(server.ref()))
            .flatMap(s -> s.address().stream())
            .map(Endpoint::host)
            .collect(Collectors.toSet());
    return !all.isEmpty() && used.containsAll(all);
  }

  private static Clue clue(ServerCase server) {
    Optional<String> name =
        server
            .state()
            .flatMap(ServerState::name)
            .or(() -> server.configured().map(s -> s.address().host()));
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    if (server.hasFlag(AdminFlag.RMAINT)) {
      evidence.add(Evidence.state(server.ref(), "srv_admin_state", "RMAINT"));
    }
    Map<String, String> facts = new HashMap<>();
    evidence.addAll(NameFacts.lookups(server));
    server
        .configured()
        .map((ServerConfig s) -> Lines.evidence(server.ref(), s.line()).asContext())
        .ifPresent(evidence::add);
    name.ifPresent(n -> facts.put("name", n));
    facts.putAll(NameFacts.nameserver(server));
    String says =
        "the name"
            + name.map(n -> " " + n).orElse("")
            + (isUsedUp(server)
                ? " has no address left, other servers of the backend use all it has"
                : " has no address");
    return Clue.of(server.ref(), says, evidence).withFacts(Facts.of(server)).withFacts(facts);
  }
}
