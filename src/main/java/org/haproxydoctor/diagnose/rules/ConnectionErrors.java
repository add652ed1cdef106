package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.traffic.Counter;

/// HAProxy cannot connect to a server that it believes to be up, and visitors pay for it: with 503,
/// or with the delay of retries.
///
/// Not to be confused with requests that die in the queue or find no server, which the BACKEND row
/// counts as connection errors, too, but no server's row does.
final class ConnectionErrors implements TrafficRule {
  private static final Set<String> STATES = Set.of("SC", "sC");

  @Override
  public Cause cause() {
    return Cause.fault("connection-errors");
  }

  @Override
  public Stream<Opinion> examine(BackendTraffic traffic) {
    return traffic.servers().stream().map(ConnectionErrors::examine);
  }

  private static Opinion examine(ServerTraffic server) {
    // The row counts every attempt as a session.
    long attempts = server.row().moved(Counter.SESSIONS);
    if (attempts == 0) {
      return Opinion.notConcerned();
    }
    long failed =
        server.row().moved(Counter.CONNECT_ERRORS)
            + server.row().moved(Counter.RETRIES)
            + server.row().moved(Counter.REDISPATCHES);
    Share logged = Share.of(server.logged(ConnectionErrors::isOne), server.logged(_ -> true));
    return Opinion.foundIf(
        BackendTraffic.isFault(Share.of(failed, attempts), logged), () -> clue(server));
  }

  private static Clue clue(ServerTraffic server) {
    boolean lost = server.row().moved(Counter.CONNECT_ERRORS) > 0;
    boolean late =
        server.logged(e -> e.state().equals("sC")) > server.logged(e -> e.state().equals("SC"));
    String how = late ? "connections to the server time out" : "connections to the server fail";
    String state = server.server().check().isPresent() ? " while its check passes" : "";
    List<Evidence> logged =
        STATES.stream()
            .sorted()
            .flatMap(s -> server.loggedAs("termination " + s, e -> e.state().equals(s)).stream())
            .toList();
    List<Evidence> tried =
        server.backend().failedWay(server.ref()).map(Testimony::of).stream().toList();
    return server.clue(
        how + state + (lost ? "" : "; so far retries hide it"),
        List.of(
            server.moved(Counter.CONNECT_ERRORS),
            server.moved(Counter.RETRIES),
            server.moved(Counter.REDISPATCHES),
            server.moved(Counter.SESSIONS)),
        Stream.concat(logged.stream(), tried.stream()).toList());
  }

  private static boolean isOne(Ending ending) {
    return STATES.contains(ending.state());
  }
}
