package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;

/// The server has as many connections as its `maxconn` allows, and requests wait noticeably for one
/// to become free.
///
/// A server at its limit without a queue is well used; a queue that drains, or in which nobody
/// waits for long, is what `maxconn` is for. Where the wait comes from is told by how long an
/// answer takes: `maxconn` divided by that time is all that the server can serve.
final class ServerMaxconnReached implements TrafficRule {
  /// A shorter wait is noticed by nobody.
  private static final long NOTICEABLE_MILLIS = 100;

  private static final long SECOND = 1000;

  @Override
  public Cause cause() {
    return Cause.fault("server-maxconn-reached");
  }

  @Override
  public Stream<Opinion> examine(BackendTraffic traffic) {
    return traffic.servers().stream().map(server -> examine(traffic, server));
  }

  private static Opinion examine(BackendTraffic traffic, ServerTraffic server) {
    if (server.row().now(Gauge.LIMIT).orElse(0) == 0 || !server.row().isInUse()) {
      return Opinion.notConcerned();
    }
    boolean waiting = server.row().isAtLimit() && stays(traffic, server);
    return Opinion.foundIf(
        waiting && waitMillis(traffic, server) >= NOTICEABLE_MILLIS, () -> clue(traffic, server));
  }

  /// @return whether requests wait in both looks, and not far fewer in the second
  private static boolean stays(BackendTraffic traffic, ServerTraffic server) {
    long lasting = traffic.row().lasting(Gauge.QUEUED) + server.row().lasting(Gauge.QUEUED);
    long before =
        traffic.row().before().map(b -> b.now(Gauge.QUEUED).orElse(0)).orElse(0L)
            + server.row().before().map(b -> b.now(Gauge.QUEUED).orElse(0)).orElse(0L);
    return lasting > 0 && queued(traffic, server) * 2 >= before;
  }

  private static long queued(BackendTraffic traffic, ServerTraffic server) {
    return traffic.row().now(Gauge.QUEUED).orElse(0) + server.row().now(Gauge.QUEUED).orElse(0);
  }

  /// @return the mean of late, or what the length of the queue and the speed it moves at make of it
  private static long waitMillis(BackendTraffic traffic, ServerTraffic server) {
    long mean =
        Math.max(
            traffic.row().now(Gauge.QUEUE_TIME).orElse(0),
            server.row().now(Gauge.QUEUE_TIME).orElse(0));
    long served = Math.max(1, traffic.movedOnServers(Counter.SESSIONS));
    return Math.max(
        mean, queued(traffic, server) * traffic.traffic().interval().toMillis() / served);
  }

  private static Clue clue(BackendTraffic traffic, ServerTraffic server) {
    long limit = server.row().now(Gauge.LIMIT).orElse(0);
    long answer = server.row().now(Gauge.RESPONSE_TIME).orElse(0);
    List<Evidence> counted = new ArrayList<>();
    counted.add(Capacity.atLimit(server));
    counted.add(Evidence.stat(server.ref(), "qcur", queued(traffic, server) + " waiting"));
    counted.add(
        Evidence.stat(
                traffic.name(), "qtime", traffic.row().now(Gauge.QUEUE_TIME).orElse(0) + " ms")
            .asContext());
    if (answer > 0) {
      counted.add(
          Evidence.stat(
                  server.ref(),
                  "rtime",
                  answer + " ms, so that it can serve " + perSecond(limit, answer) + " a second")
              .asContext());
    }
    traffic
        .line(server.ref())
        .filter(line -> line.text().matches(".*\\bmaxconn\\s.*"))
        .map(line -> Lines.evidence(server.ref(), line))
        .ifPresent(counted::add);
    return server
        .clue(
            "the server is at its `maxconn` of " + limit + ", and requests wait for it",
            counted,
            server.loggedAs("termination sQ", e -> e.state().equals("sQ")))
        .withFacts(Map.of("maxconn", "" + limit));
  }

  /// @return requests, one decimal below ten
  private static String perSecond(long limit, long answerMillis) {
    long tenths = limit * SECOND * 10 / answerMillis;
    return tenths >= 100 ? "" + tenths / 10 : tenths / 10 + "." + tenths % 10;
  }
}
