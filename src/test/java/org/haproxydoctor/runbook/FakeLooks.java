package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.Looks;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.ServerCase;
import org.haproxydoctor.observe.Target;

/// Looks at an [Incident] that was written down.
final class FakeLooks implements Looks {
  final Set<Kind> begun = EnumSet.noneOf(Kind.class);
  final List<Request> requests = new ArrayList<>();
  final List<Deadline> deadlines = new ArrayList<>();
  private final Observations seen;
  private final Map<ServerRef, ProbeResult> answers = new HashMap<>();
  private Optional<Observed<LogWitness>> log = Optional.empty();

  FakeLooks(Incident incident) {
    this.seen = incident.seen();
  }

  /// What a request of the runbook's own to this server meets.
  FakeLooks answering(String server, ProbeResult result) {
    answers.put(ServerRef.parse(server).orElseThrow(), result);
    return this;
  }

  FakeLooks logging(Observed<LogWitness> witness) {
    log = Optional.of(witness);
    return this;
  }

  @Override
  public Target target() {
    return seen.target();
  }

  @Override
  public void begin(Set<Kind> kinds) {
    begun.addAll(kinds);
  }

  @Override
  public Observed<Proxies> proxies() {
    return seen.proxies();
  }

  @Override
  public Optional<SocketTrouble> trouble() {
    return seen.socketTrouble();
  }

  @Override
  public Observed<Configuration> configuration() {
    return seen.configuration();
  }

  @Override
  public Observed<LogWitness> log() {
    return log.orElse(seen.log());
  }

  @Override
  public Observed<Traffic> traffic() {
    return seen.traffic();
  }

  @Override
  public List<Server> unchecked() {
    return seen.backends().stream()
        .flatMap(b -> b.servers().stream())
        .filter(s -> s.status().word() == ServerStatus.Word.NO_CHECK && tcp().containsKey(s.ref()))
        .toList();
  }

  @Override
  public List<Server> suspects() {
    return seen.suspects().stream().map(ServerCase::server).toList();
  }

  @Override
  public Map<ServerRef, ProbeResult> tcp() {
    Map<ServerRef, ProbeResult> results = new HashMap<>();
    seen.probes().forEach((ref, probes) -> probes.tcp().ifPresent(r -> results.put(ref, r)));
    return results;
  }

  @Override
  public Map<ServerRef, ServerProbes> health() {
    return seen.probes();
  }

  @Override
  public Map<ServerRef, List<NameLookup>> names() {
    Map<ServerRef, List<NameLookup>> names = new HashMap<>();
    seen.probes().forEach((ref, probes) -> names.put(ref, probes.names()));
    return names;
  }

  @Override
  public Map<ServerRef, ProbeResult> probe(
      Request request, List<Server> servers, Deadline deadline) {
    requests.add(request);
    deadlines.add(deadline);
    Map<ServerRef, ProbeResult> results = new HashMap<>(answers);
    results.keySet().retainAll(servers.stream().map(Server::ref).toList());
    return results;
  }

  @Override
  public Observations observations() {
    return seen;
  }
}
