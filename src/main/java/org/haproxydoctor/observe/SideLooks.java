package org.haproxydoctor.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.StateFile;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.model.check.Moved;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Traffic;

/// What is looked at beside the looks that a runbook's steps ask for, each with the one it belongs
/// to: agents with health checks, unchecked servers with connections, where names lead with names,
/// the way of requests that fail with the traffic, state files with the configuration.
final class SideLooks {
  private final Once<Map<ServerRef, AgentReply>> agents;
  private final Once<Map<ServerRef, ProbeResult>> unchecked;
  private final Once<Map<ServerRef, Moved>> moved;
  private final Once<Map<ServerRef, ServerProbes>> ways;
  private final Once<Map<String, Observed<StateFile>>> stateFiles;

  /// Makes a look that is taken once.
  interface Maker {
    <T> Once<T> once(Function<String, T> without, Callable<T> look);
  }

  /// What the looks are made of.
  ///
  /// @param servers all servers of the target
  /// @param live what is known of servers; none where probes from here would prove nothing
  /// @param traffic what requests meet
  /// @param names lookups of the suspects' names
  record Sources(
      Supplier<Target> target,
      Supplier<List<Server>> servers,
      Function<List<Server>, List<LiveServer>> live,
      Supplier<Observed<Configuration>> configuration,
      Supplier<Observed<Traffic>> traffic,
      Supplier<Map<ServerRef, List<NameLookup>>> names) {}

  SideLooks(Maker maker, Sources from, ProbeLooks probes, Deadline deadline) {
    this.agents =
        maker.once(
            _ -> Map.of(),
            () -> {
              List<Server> out = from.servers.get().stream().filter(s -> !s.usable()).toList();
              return probes.agents(from.live.apply(out), deadline);
            });
    this.unchecked =
        maker.once(
            _ -> Map.of(),
            () -> {
              List<Server> believed =
                  from.servers.get().stream().filter(Unchecked::isBelievedUp).toList();
              return probes.passages(Unchecked.chosen(from.live.apply(believed)), deadline);
            });
    this.moved =
        maker.once(
            _ -> Map.of(),
            () -> {
              Map<ServerRef, List<NameLookup>> names = from.names.get();
              List<Server> named =
                  from.servers.get().stream().filter(s -> names.containsKey(s.ref())).toList();
              return probes.moved(from.live.apply(named), names, deadline);
            });
    this.ways =
        maker.once(
            _ -> Map.of(),
            () -> {
              Traffic traffic = from.traffic.get().value().orElseGet(Traffic::none);
              List<Server> failing = TrafficWay.chosen(from.servers.get(), traffic);
              return probes.ways(from.live.apply(failing), traffic, deadline);
            });
    this.stateFiles =
        maker.once(
            _ -> Map.of(),
            () ->
                from.configuration
                    .get()
                    .value()
                    .map(c -> StateFileLook.read(c, from.target.get()))
                    .orElse(Map.of()));
  }

  void begin(Looks.Kind kind) {
    switch (kind) {
      case HEALTH -> agents.begin();
      case TCP -> unchecked.begin();
      case NAMES -> moved.begin();
      case CONFIGURATION -> stateFiles.begin();
      case TRAFFIC -> ways.begin();
      case STATE, LOG -> {}
    }
  }

  /// @return those that HAProxy does not check and believes up, as far as they were connected to
  List<Server> tried(List<Server> servers) {
    Map<ServerRef, ProbeResult> results = taken(unchecked);
    return servers.stream().filter(s -> results.containsKey(s.ref())).toList();
  }

  Map<ServerRef, ProbeResult> withUnchecked(Map<ServerRef, ProbeResult> others) {
    Map<ServerRef, ProbeResult> all = new HashMap<>(taken(unchecked));
    all.putAll(others);
    return all;
  }

  /// @return whether one of those does not connect
  boolean hasDoubts() {
    return taken(unchecked).values().stream().anyMatch(r -> r.word() != ProbeResult.Word.OK);
  }

  Map<String, Observed<StateFile>> stateFiles() {
    return stateFiles.hasBegun() ? stateFiles.get() : Map.of();
  }

  /// Joins what the different probes learnt of each server, as far as they were asked to.
  Map<ServerRef, ServerProbes> joined(
      Once<Map<ServerRef, ServerProbes>> health,
      Once<Map<ServerRef, ProbeResult>> tcp,
      Once<Map<ServerRef, List<NameLookup>>> names) {
    Map<ServerRef, ServerProbes> all = new HashMap<>(taken(health));
    taken(tcp).forEach((ref, result) -> add(all, ref, p -> p.with(ServerProbes.of(result))));
    taken(names).forEach((ref, found) -> add(all, ref, p -> p.with(ServerProbes.of(found))));
    taken(agents).forEach((ref, reply) -> add(all, ref, p -> p.withAgent(reply)));
    taken(unchecked).forEach((ref, result) -> add(all, ref, p -> p.with(ServerProbes.of(result))));
    taken(ways).forEach((ref, found) -> add(all, ref, p -> p.withTraffic(found)));
    taken(moved).forEach((ref, result) -> add(all, ref, p -> p.withMoved(result)));
    return all;
  }

  private static <T> Map<ServerRef, T> taken(Once<Map<ServerRef, T>> look) {
    return look.hasBegun() ? look.get() : new HashMap<>();
  }

  private static void add(
      Map<ServerRef, ServerProbes> all, ServerRef ref, UnaryOperator<ServerProbes> more) {
    all.put(ref, more.apply(Optional.ofNullable(all.get(ref)).orElseGet(ServerProbes::none)));
  }
}
