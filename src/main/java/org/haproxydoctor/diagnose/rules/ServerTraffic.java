package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Movement;

/// What requests to one server meet.
record ServerTraffic(BackendTraffic backend, Server server, Movement row) {
  /// Terminations of requests to which no connection was made.
  static final Set<String> NOT_CONNECTED = Set.of("SC", "sC");

  ServerRef ref() {
    return server.ref();
  }

  /// @return whether anybody was led to it, be it in vain
  boolean connects() {
    return attempts() > 0;
  }

  /// @return whether connections to it fail that its traffic needs, retried ones included
  boolean failsToConnect() {
    Share logged = Share.of(logged(e -> NOT_CONNECTED.contains(e.state())), logged(_ -> true));
    return BackendTraffic.isFault(Share.of(failed(), attempts()), logged);
  }

  /// What [#failsToConnect()] is told by.
  List<Evidence> connections() {
    return List.of(
        moved(Counter.CONNECT_ERRORS),
        moved(Counter.RETRIES),
        moved(Counter.REDISPATCHES),
        moved(Counter.SESSIONS));
  }

  /// The row counts every attempt as a session, except where not even a local port was had.
  private long attempts() {
    return Math.max(row.moved(Counter.SESSIONS), failed());
  }

  private long failed() {
    return row.moved(Counter.CONNECT_ERRORS)
        + row.moved(Counter.RETRIES)
        + row.moved(Counter.REDISPATCHES);
  }

  /// @return how many of its requests ended so in the last minute, by the log
  int logged(Predicate<Ending> how) {
    return backend.logged(e -> e.server().equals(ref().server()) && how.test(e));
  }

  Evidence moved(Counter counter) {
    return backend.moved(ref(), row, counter);
  }

  /// @return the mean time until its answers in the last minute in milliseconds, by the log
  Optional<Long> loggedAnswerMillis(int fewest) {
    long answers = 0;
    long millis = 0;
    for (Ending ending : backend.endings()) {
      if (ending.server().equals(ref().server())) {
        answers += ending.answered();
        millis += ending.answerMillis();
      }
    }
    return answers < fewest ? Optional.empty() : Optional.of(millis / answers);
  }

  /// @return evidence of how its requests ended in the last minute; nothing when none ended so
  List<Evidence> loggedAs(String what, Predicate<Ending> how) {
    int number = logged(how);
    return number == 0
        ? List.of()
        : List.of(
            Evidence.requests(
                ref(), what, number + " of " + logged(_ -> true) + " requests in the last minute"));
  }

  /// @param counted what moved
  /// @param logged what the log says of it
  Clue clue(String says, List<Evidence> counted, List<Evidence> logged) {
    List<Evidence> evidence = new ArrayList<>(counted);
    evidence.addAll(logged);
    backend
        .line(ref())
        .map(line -> Lines.evidence(ref(), line).asContext())
        .filter(e -> evidence.stream().noneMatch(known -> known.source().equals(e.source())))
        .ifPresent(evidence::add);
    Clue clue = Clue.of(ref(), says, evidence).withFacts(backend.facts(ref()));
    return backend.servesNobody() ? clue.concerning(Clue.Reach.EVERYBODY) : clue;
  }
}
