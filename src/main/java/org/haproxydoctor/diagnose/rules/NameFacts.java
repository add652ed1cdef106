package org.haproxydoctor.diagnose.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.observe.ServerCase;

/// A server's name, and what the nameservers that HAProxy asks say of it.
final class NameFacts {
  private NameFacts() {}

  static String name(ServerCase server) {
    return server
        .state()
        .flatMap(ServerState::name)
        .or(() -> server.configured().map(s -> s.address().host()))
        .or(() -> server.probes().names().stream().map(NameLookup::name).findFirst())
        .orElse("");
  }

  /// @return whether HAProxy has no address for the server
  static boolean isNameless(ServerCase server) {
    return server.server().status().word() == Word.MAINT_RESOLUTION
        || (server.hasFlag(AdminFlag.RMAINT)
            && server.server().status().word() != Word.MAINT_SPARE);
  }

  /// @return whether the server does not work where HAProxy looks for it
  static boolean fails(ServerCase server) {
    boolean check =
        server.server().status().isDown()
            || server.server().checkFails()
            || server.mirrored().map(CheckReplay::passed).map(p -> !p).orElse(false);
    return (check && !server.server().status().isMaintenance())
        || server.all().isBelievedUp(server.server());
  }

  /// @return where the name leads, when that is not where HAProxy goes
  static Optional<String> elsewhere(ServerCase server) {
    return NameLookup.elsewhere(server.probes().names(), server.server().address());
  }

  static boolean hasResolvers(ServerCase server) {
    return server.configured().flatMap(ServerConfig::resolvers).isPresent();
  }

  static List<NameLookup> decisive(ServerCase server) {
    return NameLookup.decisive(server.probes().names());
  }

  /// @return what HAProxy counts of the nameservers that it asks for this server
  static List<NameserverCounters> counters(ServerCase server) {
    String section = server.configured().flatMap(ServerConfig::resolvers).orElse("");
    return server.all().nameservers().value().orElse(List.of()).stream()
        .filter(c -> c.resolvers().equals(section))
        .toList();
  }

  /// @return whether none of the nameservers HAProxy asks answers anybody
  static boolean nameserversAreSilent(ServerCase server) {
    if (counters(server).stream().anyMatch(NameserverCounters::keepsUp)) {
      return false;
    }
    List<NameLookup> asked =
        server.probes().names().stream().filter(NameLookup::isFromNameserver).toList();
    return !asked.isEmpty() && asked.stream().noneMatch(l -> l.answered() || answers(server, l));
  }

  /// A nameserver that answers for another server is there.
  private static boolean answers(ServerCase server, NameLookup silent) {
    return server.all().probes().values().stream()
        .map(ServerProbes::names)
        .flatMap(List::stream)
        .anyMatch(l -> l.answered() && l.asked().equals(silent.asked()));
  }

  static List<Evidence> lookups(ServerCase server) {
    return server.probes().names().stream()
        .map(l ->
            Evidence.probe(
                server.ref(),
                "lookup " + l.name() + " at " + l.asked(),
                l.trouble().orElseGet(() -> String.join(", ", l.addresses()))))
        .toList();
  }

  /// @return what is asked for, and whom HAProxy asks, in one word and in two: not every command
  ///   takes `address:port`
  static Map<String, String> nameserver(ServerCase server) {
    Map<String, String> facts = new HashMap<>();
    String name = server.state().flatMap(ServerState::resolved).orElseGet(() -> name(server));
    facts.put(NameLookup.isService(name) ? "name.record" : "name.host", name);
    decisive(server).stream()
        .filter(NameLookup::isFromNameserver)
        .findFirst()
        .map(l -> {
          String asked = l.asked();
          int colon = asked.lastIndexOf(':');
          return Map.of(
              "nameserver",
              asked,
              "nameserver.host",
              asked.substring(0, colon).replaceAll("[\\[\\]]", ""),
              "nameserver.port",
              asked.substring(colon + 1));
        })
        .ifPresent(facts::putAll);
    return facts;
  }
}
