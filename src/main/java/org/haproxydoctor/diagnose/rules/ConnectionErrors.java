package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.model.traffic.Counter;

/// HAProxy cannot connect to a server that it believes to be up, and visitors pay for it: with 503,
/// or with the delay of retries.
///
/// Not to be confused with requests that die in the queue or find no server, which the BACKEND row
/// counts as connection errors, too, but no server's row does.
final class ConnectionErrors implements TrafficRule {
  @Override
  public Cause cause() {
    return Cause.fault("connection-errors");
  }

  @Override
  public Stream<Opinion> examine(BackendTraffic traffic) {
    return traffic.servers().stream().map(ConnectionErrors::examine);
  }

  private static Opinion examine(ServerTraffic server) {
    return server.connects()
        ? Opinion.foundIf(server.failsToConnect(), () -> clue(server))
        : Opinion.notConcerned();
  }

  private static Clue clue(ServerTraffic server) {
    boolean lost = server.row().moved(Counter.CONNECT_ERRORS) > 0;
    boolean late =
        server.logged(e -> e.state().equals("sC")) > server.logged(e -> e.state().equals("SC"));
    String how = late ? "connections to the server time out" : "connections to the server fail";
    String state = server.server().check().isPresent() ? " while its check passes" : "";
    List<Evidence> logged =
        ServerTraffic.NOT_CONNECTED.stream()
            .sorted()
            .flatMap(s -> server.loggedAs("termination " + s, e -> e.state().equals(s)).stream())
            .toList();
    List<Evidence> tried =
        server.backend().failedWay(server.ref()).map(Testimony::of).stream().toList();
    return server.clue(
        how + state + (lost ? "" : "; so far retries hide it"),
        server.connections(),
        Stream.concat(logged.stream(), tried.stream()).toList());
  }
}
