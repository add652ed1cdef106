package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.ProxyLimits;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;

/// Requests wait for a free connection to a server until HAProxy gives up and answers 503.
///
/// The BACKEND row counts them as connection errors, and no server's row does: no connection was
/// ever tried. Without a usable server the same happens at once, and is another fault.
final class BackendQueueTimeout implements TrafficRule {
  private static final String STATE = "sQ";

  @Override
  public Cause cause() {
    return Cause.fault("backend-queue-timeout");
  }

  @Override
  public Stream<Opinion> examine(BackendTraffic traffic) {
    return Stream.of(opinion(traffic));
  }

  private static Opinion opinion(BackendTraffic traffic) {
    long errors = traffic.row().moved(Counter.CONNECT_ERRORS);
    if (errors == 0 || !traffic.backend().serves()) {
      return Opinion.notConcerned();
    }
    long unsent = errors - traffic.movedOnServers(Counter.CONNECT_ERRORS);
    int logged = traffic.logged(e -> e.state().equals(STATE));
    if (unsent <= 0 || (queued(traffic) == 0 && logged == 0)) {
      return Opinion.ruledOut();
    }
    return Opinion.foundIf(
        BackendTraffic.isFault(
            Share.of(unsent, traffic.row().moved(Counter.SESSIONS)),
            Share.of(logged, traffic.logged(_ -> true))),
        () -> clue(traffic, unsent, logged));
  }

  /// @return requests in the queues at this moment
  private static long queued(BackendTraffic traffic) {
    long queued = traffic.row().now(Gauge.QUEUED).orElse(0);
    for (ServerTraffic server : traffic.servers()) {
      queued += server.row().now(Gauge.QUEUED).orElse(0);
    }
    return queued;
  }

  private static Clue clue(BackendTraffic traffic, long unsent, int logged) {
    String name = traffic.name();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(traffic.moved(name, traffic.row(), Counter.CONNECT_ERRORS));
    evidence.add(
        Evidence.stat(
            name,
            "econ of all servers",
            "+" + traffic.movedOnServers(Counter.CONNECT_ERRORS) + " in " + traffic.interval()));
    evidence.add(Evidence.stat(name, "qcur", queued(traffic) + " waiting"));
    traffic
        .row()
        .now(Gauge.QUEUE_TIME)
        .ifPresent(ms -> evidence.add(Evidence.stat(name, "qtime", ms + " ms").asContext()));
    for (ServerTraffic server : traffic.servers()) {
      if (server.row().isAtLimit()) {
        evidence.add(Capacity.atLimit(server));
      }
    }
    if (logged > 0) {
      evidence.add(
          Evidence.requests(
              name,
              "termination " + STATE,
              logged + " of " + traffic.logged(_ -> true) + " requests in the last minute"));
    }
    traffic
        .limits()
        .flatMap(ProxyLimits::patience)
        .map(line -> Evidence.config(name, "ends the wait", line).asContext())
        .ifPresent(evidence::add);
    Clue clue =
        Clue.of(
                name,
                Share.of(unsent, traffic.row().moved(Counter.SESSIONS)).word()
                    + " requests die in the queue, the servers take no more at a time",
                evidence)
            .withFacts(traffic.facts());
    return traffic.servesNobody() ? clue.concerning(Clue.Reach.EVERYBODY) : clue;
  }
}
