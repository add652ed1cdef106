package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.observe.Observations;

/// A server goes UP and DOWN in turn: whoever looks once sees either health or an outage.
///
/// A real outage goes DOWN once and stays. HAProxy counts maintenance as going down too, and a
/// deployment takes each server out once or twice: three times within ten minutes is neither.
final class Flapping implements Rule {
  private static final int OFTEN = 3;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST_REASONS = 2;

  @Override
  public Cause cause() {
    return Cause.fault("flapping");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    Optional<LogWitness> log = seen.log().value().filter(l -> !l.events().isEmpty());
    Map<String, List<ServerEvent>> events =
        log.map(LogWitness::events).orElse(List.of()).stream()
            .collect(Collectors.groupingBy(ServerEvent::subject));
    return BackendTraffic.of(seen).stream()
        .flatMap(b -> b.servers().stream())
        .flatMap(s -> examine(s, events.getOrDefault(s.ref().toString(), List.of()), seen).stream())
        .toList();
  }

  private static Optional<Opinion> examine(
      ServerTraffic server, List<ServerEvent> events, Observations seen) {
    long times = server.row().total(Counter.TIMES_DOWN);
    long changed = server.row().now(Gauge.LAST_CHANGE).orElse(Long.MAX_VALUE);
    if (times == 0) {
      return Optional.empty();
    }
    if (times < OFTEN - 1 || changed > WINDOW.toSeconds()) {
      return Optional.of(Opinion.ruledOut());
    }
    long downs = count(events, Kind.DOWN);
    long ups = count(events, Kind.UP);
    boolean logged = downs >= OFTEN && ups >= OFTEN - 1;
    boolean operated = count(events, Kind.MAINTENANCE) * 2 >= times;
    boolean counted = times >= OFTEN && oftenSinceStart(times, seen) && !operated;
    // A log that tells of server events, but of fewer, knows better than a count since the start.
    boolean contradicted = downs > 0 && !logged && !isYoung(seen);
    return Optional.of(
        Opinion.foundIf(
            logged || (counted && !contradicted), () -> clue(server, events, logged, times)));
  }

  private static boolean isYoung(Observations seen) {
    return seen.process()
        .value()
        .flatMap(ProcessInfo::uptime)
        .map(up -> up.compareTo(WINDOW) <= 0)
        .orElse(false);
  }

  /// @return whether as many in all the time the process runs would be often
  private static boolean oftenSinceStart(long times, Observations seen) {
    return seen.process()
        .value()
        .flatMap(ProcessInfo::uptime)
        .map(up ->
            times * WINDOW.toSeconds() >= OFTEN * Math.max(up.toSeconds(), WINDOW.toSeconds()))
        .orElse(false);
  }

  private static long count(List<ServerEvent> events, Kind kind) {
    return events.stream().filter(e -> e.kind() == kind).count();
  }

  private static Clue clue(
      ServerTraffic server, List<ServerEvent> events, boolean logged, long times) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "chkdown", times + " times down since the start"));
    server
        .row()
        .now(Gauge.LAST_CHANGE)
        .ifPresent(s ->
            evidence.add(
                Evidence.stat(
                    server.ref(),
                    "lastchg",
                    HaproxyDuration.forPeople(Duration.ofSeconds(s)) + " ago")));
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()).asContext());
    if (logged) {
      evidence.add(
          new Evidence(
              Evidence.Witness.REQUEST_LOG,
              "log",
              server.ref().toString(),
              "events",
              count(events, Kind.DOWN) + " times DOWN, " + count(events, Kind.UP) + " times UP"));
    }
    reasons(events).map(r -> Evidence.log(r).asContext()).forEach(evidence::add);
    String why =
        reasons(events)
            .flatMap(e -> e.reason().stream())
            .distinct()
            .collect(Collectors.joining(" or "));
    return Clue.of(
            server.ref(),
            "the server goes UP and DOWN in turn" + (why.isEmpty() ? "" : ", each time: " + why),
            evidence)
        .withFacts(server.backend().facts(server.ref()));
  }

  /// @return the last of the DOWN events for each reason
  private static Stream<ServerEvent> reasons(List<ServerEvent> events) {
    return events.reversed().stream()
        .filter(e -> e.kind() == Kind.DOWN)
        .collect(
            Collectors.toMap(
                e -> e.reason().orElse(""),
                e -> e,
                (last, _) -> last,
                java.util.LinkedHashMap::new))
        .values()
        .stream()
        .limit(MOST_REASONS);
  }
}
