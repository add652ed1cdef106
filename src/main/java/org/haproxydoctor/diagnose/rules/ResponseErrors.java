package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.ProxyLimits;
import org.haproxydoctor.model.traffic.Counter;

/// Connections to the server succeed, and what comes back is cut off, no HTTP, or too late: HAProxy
/// answers 502 or 504 in its place.
///
/// Not to be confused with 5xx that the application answers itself, which are whole answers.
final class ResponseErrors implements TrafficRule {
  private static final Set<String> STATES = Set.of("SH", "sH", "PH", "SD", "sD");
  private static final Map<String, String> SAYS =
      Map.of(
          "SH", "the server closes the connection before it answers",
          "sH", "the server does not answer within `timeout server`",
          "PH", "what the server answers is no valid HTTP",
          "SD", "the server breaks off in the middle of an answer",
          "sD", "the server stalls in the middle of an answer");

  @Override
  public Cause cause() {
    return Cause.fault("response-errors");
  }

  @Override
  public Stream<Opinion> examine(BackendTraffic traffic) {
    return traffic.servers().stream().map(ResponseErrors::examine);
  }

  private static Opinion examine(ServerTraffic server) {
    // Both may count the same answer: HAProxy counts a break before the answer as the one, a break
    // within it as the other, and some versions as both.
    long bad =
        Math.max(
            server.row().moved(Counter.RESPONSE_ERRORS), server.row().moved(Counter.SERVER_ABORTS));
    long all = server.row().answers() + server.row().moved(Counter.RESPONSE_ERRORS);
    if (all == 0) {
      return Opinion.notConcerned();
    }
    Share logged = Share.of(server.logged(ResponseErrors::isOne), server.logged(_ -> true));
    return Opinion.foundIf(BackendTraffic.isFault(Share.of(bad, all), logged), () -> clue(server));
  }

  private static Clue clue(ServerTraffic server) {
    Optional<String> usual =
        STATES.stream()
            .filter(s -> server.logged(e -> e.state().equals(s)) > 0)
            .max((a, b) -> Integer.compare(number(server, a), number(server, b)));
    List<Evidence> logged =
        STATES.stream()
            .sorted()
            .flatMap(s -> server.loggedAs("termination " + s, e -> e.state().equals(s)).stream())
            .toList();
    Clue clue =
        server.clue(
            usual
                .map(s -> SAYS.getOrDefault(s, ""))
                .orElse("answers of the server are cut off, invalid or too late"),
            List.of(
                server.moved(Counter.RESPONSE_ERRORS),
                server.moved(Counter.SERVER_ABORTS),
                server.moved(Counter.ANSWERS_2XX)),
            logged);
    // The line at fault, if it is one, is the timeout.
    return usual.filter(s -> s.startsWith("s")).isEmpty()
        ? clue
        : server
            .backend()
            .limits()
            .flatMap(ProxyLimits::serverTimeout)
            .map(Facts::at)
            .map(clue::withFacts)
            .orElse(clue);
  }

  private static int number(ServerTraffic server, String state) {
    return server.logged(e -> e.state().equals(state));
  }

  private static boolean isOne(Ending ending) {
    return STATES.contains(ending.state());
  }
}
