package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.traffic.Counter;

/// The application itself answers visitors with 5xx while its health check passes.
///
/// Not to be confused with the 502, 503 and 504 that HAProxy makes when there is no server, no
/// connection or no answer: only the BACKEND row counts those, never the server's.
final class ServerErrors5xx implements TrafficRule {
  private static final int SERVER_ERROR = 5;

  @Override
  public Cause cause() {
    return Cause.fault("server-errors-5xx");
  }

  @Override
  public Stream<Opinion> examine(BackendTraffic traffic) {
    return traffic.servers().stream().map(ServerErrors5xx::examine);
  }

  private static Opinion examine(ServerTraffic server) {
    long answers = server.row().answers() + server.row().moved(Counter.RESPONSE_ERRORS);
    if (answers == 0) {
      return Opinion.notConcerned();
    }
    Share counted = Share.of(server.row().moved(Counter.ANSWERS_5XX), answers);
    Share logged = Share.of(server.logged(ServerErrors5xx::isOwn), server.logged(_ -> true));
    return Opinion.foundIf(
        BackendTraffic.isFault(counted, logged),
        () ->
            server.clue(
                "the application answers " + counted.word() + " requests with 5xx",
                List.of(server.moved(Counter.ANSWERS_5XX), server.moved(Counter.ANSWERS_2XX)),
                server.loggedAs("5xx of its own", ServerErrors5xx::isOwn)));
  }

  /// @return whether the server said it: what HAProxy answers for it has another first letter
  private static boolean isOwn(Ending ending) {
    return ending.statusClass() == SERVER_ERROR && ending.state().startsWith("-");
  }
}
