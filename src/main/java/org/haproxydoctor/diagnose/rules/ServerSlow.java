package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.Trend;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.RecentTimes;

/// A server answers far later than its siblings, which get the same requests.
///
/// Where all of them are slow it is none of theirs: what they share, such as a database, or simply
/// what the application is like. The log, or the mean of older answers, may tell that they were far
/// quicker a while ago; otherwise nobody here knows what is usual, so that is a remark and no
/// alarm. The total time says nothing at all: it contains the time a client leaves its connection
/// idle.
final class ServerSlow implements TrafficRule {
  private static final long SLOW_MILLIS = 300;
  private static final long TIMES_SLOWER = 4;

  /// Where requests of two kinds mix, such as long polls and others, a few seconds may have more of
  /// the slow kind.
  private static final long TIMES_SLOWER_AT_ONCE = 10;

  /// Chance alone does not make the mean of hundreds differ so much between siblings.
  private static final long TIMES_SLOWER_ON_THE_WHOLE = 2;

  /// As alert rules have it.
  private static final long ALL_SLOW_MILLIS = 1000;

  private static final long LATELY_SECONDS = 10;

  /// The mean of fewer answers means nothing.
  private static final int FEWEST = 5;

  /// So many answers show what was usual.
  private static final int ENOUGH = 20;

  @Override
  public Cause cause() {
    return Cause.fault("server-slow");
  }

  @Override
  public Stream<Opinion> examine(BackendTraffic traffic) {
    List<ServerTraffic> active = traffic.servers().stream().filter(ServerSlow::isActive).toList();
    if (active.isEmpty()) {
      return Stream.of();
    }
    if (active.stream().allMatch(s -> millis(s) >= ALL_SLOW_MILLIS)) {
      return Stream.of(Opinion.found(allSlow(traffic, active)));
    }
    return active.stream().map(s -> examine(s, active));
  }

  private static boolean isActive(ServerTraffic server) {
    Movement row = server.row();
    return row.answersSoFar() >= FEWEST
        && row.now(Gauge.LAST_SESSION).orElse(Long.MAX_VALUE) <= LATELY_SECONDS
        && row.now(Gauge.RESPONSE_TIME).isPresent();
  }

  private static long millis(ServerTraffic server) {
    return RecentTimes.of(server.row()).millis();
  }

  private static Opinion examine(ServerTraffic server, List<ServerTraffic> active) {
    List<ServerTraffic> others =
        active.stream().filter(s -> !s.ref().equals(server.ref())).toList();
    if (others.isEmpty()) {
      return Opinion.notConcerned();
    }
    boolean slow =
        millis(server) >= SLOW_MILLIS
            && millis(server) >= usual(others, ServerSlow::millis) * TIMES_SLOWER
            && mean(server) >= usual(others, ServerSlow::mean) * TIMES_SLOWER_ON_THE_WHOLE;
    return Opinion.foundIf(slow, () -> clue(server, active));
  }

  /// With few siblings more than one may be slow: the quicker half tells what can be had.
  private static long usual(List<ServerTraffic> others, ToLongFunction<ServerTraffic> millis) {
    return others.stream()
        .mapToLong(millis)
        .sorted()
        .skip((others.size() - 1) / 2)
        .findFirst()
        .orElse(0);
  }

  private static long mean(ServerTraffic server) {
    return server.row().now(Gauge.RESPONSE_TIME).orElse(0);
  }

  private static Clue clue(ServerTraffic server, List<ServerTraffic> active) {
    List<Evidence> counted = new ArrayList<>();
    counted.add(rtime(server));
    active.stream()
        .filter(s -> !s.ref().equals(server.ref()))
        .limit(2)
        .map(s -> rtime(s).asContext())
        .forEach(counted::add);
    Optional<Long> logged = server.loggedAnswerMillis(FEWEST).filter(ms -> ms >= SLOW_MILLIS);
    List<Evidence> lines =
        logged
            .map(ms ->
                Evidence.requests(server.ref(), "Tr", "mean " + ms + " ms in the last minute"))
            .stream()
            .toList();
    // A slow server serves, however few others do.
    return server
        .clue("the server answers far later than the others of its backend", counted, lines)
        .concerning(Reach.USUAL);
  }

  private static Clue allSlow(BackendTraffic traffic, List<ServerTraffic> active) {
    List<Evidence> evidence = new ArrayList<>(active.stream().map(ServerSlow::rtime).toList());
    Optional<Trend> slower = traffic.trend().filter(ServerSlow::isFarSlower);
    slower
        .map(t ->
            Evidence.requests(
                traffic.name(),
                "Tr",
                "mean " + t.millisNow() + " ms, and " + t.millisBefore() + " ms a while ago"))
        .ifPresent(evidence::add);
    boolean worse = slower.isPresent() || active.stream().allMatch(ServerSlow::isFarSlower);
    String than = worse ? " far later than a while ago" : " slowly";
    String says =
        active.size() == 1
            ? "the server answers" + than + ", with no other to compare"
            : "all servers answer" + than + ": look at what they share, such as a database";
    return Clue.of(traffic.name(), says, evidence)
        .withFacts(Map.of("backend", traffic.name(), "slow.backend", traffic.name()))
        .concerning(worse ? Reach.USUAL : Reach.NOBODY);
  }

  private static boolean isFarSlower(Trend trend) {
    return trend.answersBefore() >= ENOUGH
        && trend.answersNow() >= FEWEST
        && trend.millisNow() >= ALL_SLOW_MILLIS
        && trend.millisNow() >= trend.millisBefore() * TIMES_SLOWER;
  }

  private static boolean isFarSlower(ServerTraffic server) {
    RecentTimes times = RecentTimes.of(server.row());
    return server.row().answersSoFar() - times.answers() >= ENOUGH
        && times.answers() >= ENOUGH
        && times.millis() >= times.before() * TIMES_SLOWER_AT_ONCE;
  }

  private static Evidence rtime(ServerTraffic server) {
    return Evidence.stat(server.ref(), "rtime", RecentTimes.of(server.row()).words());
  }
}
