package org.haproxydoctor.diagnose.rules;

import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.SOCKERR;

import java.util.ArrayList;
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
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.host.NetworkFacts;
import org.haproxydoctor.model.host.PortRange;
import org.haproxydoctor.model.host.SocketUse;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// Every local port toward one server is in use, so that no further connection to it can begin.
///
/// Not to be confused with `address-family-unavailable`: the system gives the same error when it
/// has no address of the server's family; nor with `source-address-unavailable`, where the `source`
/// address is not this host's (`src/proto_tcp.c`, `tcp_connect_server()`).
final class SourcePortsExhausted implements FailingCheckRule {
  private static final Set<CheckStatus> AGREEING = Set.of(L4CON, SOCKERR);

  /// The system's own search gives up a little before the last port.
  private static final double FULL = 0.9;

  @Override
  public Cause cause() {
    return Cause.fault("source-ports-exhausted");
  }

  @Override
  public List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    return Stream.concat(
            FailingCheckRule.super.examine(seen, suspects).stream(),
            BackendTraffic.of(seen).stream().flatMap(SourcePortsExhausted::ofTraffic))
        .toList();
  }

  /// Only the log tells why HAProxy could not begin the connections that requests need.
  private static Stream<Opinion> ofTraffic(BackendTraffic traffic) {
    return traffic.servers().stream()
        .filter(s -> !s.server().checkFails() && s.failsToConnect())
        .flatMap(s -> traffic.shortage(s.ref()).map(e -> Opinion.found(clue(s, e))).stream());
  }

  private static Clue clue(ServerTraffic server, ServerEvent event) {
    Clue clue =
        server.clue(
            "no local port is free for the connections of its traffic",
            server.connections(),
            List.of(Evidence.log(event)));
    Optional<PortRange> ports =
        server.backend().host().map(HostFacts::network).flatMap(NetworkFacts::localPorts);
    // An own range in `source` is not the system's.
    return event.kind() == ServerEvent.Kind.NO_FREE_PORTS
        ? clue.withFacts(ports.map(r -> Map.of("ports", r.toString())).orElse(Map.of()))
        : clue;
  }

  @Override
  public Opinion judge(CheckFailure failing) {
    OwnHost own = OwnHost.of(failing);
    String report = failing.report();
    boolean said =
        Stream.of("local source ports", "port range exhausted", "address already in use")
            .anyMatch(report::contains);
    boolean bound = report.contains("bind to source address") && hasSource(failing, own);
    boolean haproxy = said || bound;
    boolean ours =
        failing
            .result()
            .filter(r -> !r.connected() && r.word() == Word.NO_LOCAL_ADDRESS)
            .isPresent();
    if (!haproxy && !ours) {
      return Opinion.notConcerned();
    }
    if (own.lacksFamily()) {
      return Opinion.ruledOut();
    }
    List<Evidence> more = new ArrayList<>();
    Optional<Evidence> taken = taken(own);
    taken.ifPresent(more::add);
    Clue clue = clue(failing, own, more).withFacts(facts(own));
    // An address that has just come back would be told in the same words.
    boolean full = taken.filter(e -> e.witness() == Evidence.Witness.HOST).isPresent();
    boolean unsure = !said && !ours && !full;
    return Opinion.found(unsure ? clue.inDoubt() : clue);
  }

  /// Ports come and go with the load: that the check passes once says little against it.
  private static Clue clue(CheckFailure failing, OwnHost own, List<Evidence> more) {
    String where = own.target().map(t -> " toward " + t).orElse("");
    String says = "no local port is free for a connection" + where;
    Clue clue = CheckClue.of(failing, says, AGREEING, more);
    boolean onlyPassed = failing.passesNow() && failing.haproxySays(L4CON, SOCKERR);
    return onlyPassed
        ? Clue.of(clue.subject(), says, clue.evidence()).withFacts(clue.facts())
        : clue;
  }

  private static boolean hasSource(CheckFailure failing, OwnHost own) {
    Optional<String> source =
        failing.server().configured().flatMap(ServerConfig::source).map(s -> s.address());
    Optional<HostFacts> host = own.host();
    return source.isPresent() && host.isPresent() && host.get().owns(source.get());
  }

  private static Optional<Evidence> taken(OwnHost own) {
    if (own.network().isEmpty() || own.target().isEmpty()) {
      return Optional.empty();
    }
    Optional<PortRange> range = own.network().get().localPorts();
    SocketUse use = own.network().get().uses().getOrDefault(own.target().get(), SocketUse.none());
    if (range.isEmpty() || use.all() == 0) {
      return Optional.empty();
    }
    Evidence evidence =
        own.says(
            "local ports toward " + own.target().get(),
            use.all()
                + " in use ("
                + use.timeWait()
                + " in TIME_WAIT) of "
                + range.get().size()
                + " ("
                + range.get()
                + ")");
    return Optional.of(use.all() >= FULL * range.get().size() ? evidence : evidence.asContext());
  }

  private static Map<String, String> facts(OwnHost own) {
    return own.network()
        .flatMap(n -> n.localPorts())
        .map(r -> Map.of("ports", r.toString()))
        .orElse(Map.of());
  }
}
