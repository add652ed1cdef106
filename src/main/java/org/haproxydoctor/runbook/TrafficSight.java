package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.RowKey;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Target;

/// What visitors' requests met between two readings of the counters, in the words and numbers of a
/// `stat` step.
final class TrafficSight {
  private static final int SHOWN = 4;

  private final Traffic traffic;
  private final List<Movement> backends = new ArrayList<>();
  private final List<Movement> frontends = new ArrayList<>();

  private TrafficSight(Traffic traffic, Target target) {
    this.traffic = traffic;
    for (Movement row : traffic.rows().values()) {
      if (row.key().kind() == RowKey.Kind.FRONTEND) {
        frontends.add(row);
      } else if (row.key().kind() == RowKey.Kind.BACKEND && target.includes(row.key().proxy())) {
        backends.add(row);
      }
    }
  }

  /// @param state what HAProxy says of the target's state
  static Sight of(Sight state, Observed<Traffic> seen, Target target) {
    return switch (seen) {
      case Observed.Unseen<Traffic>(String why) ->
          new Sight(state.words(), state.numbers(), why, StepResult.Word.UNKNOWN);
      case Observed.Seen<Traffic>(Traffic traffic) -> new TrafficSight(traffic, target).over(state);
    };
  }

  private Sight over(Sight state) {
    if (traffic.interval().isZero()) {
      return new Sight(
          state.words(),
          state.numbers(),
          behind(state, "no request is in trouble"),
          StepResult.Word.OK);
    }
    double seconds = traffic.interval().toNanos() / 1e9;
    Map<String, Double> numbers = new HashMap<>(state.numbers());
    numbers.put("requests", requests() / seconds);
    numbers.put("server-errors", moved(Counter.ANSWERS_5XX) / seconds);
    numbers.put("econ", moved(Counter.CONNECT_ERRORS) / seconds);
    numbers.put("eresp", moved(Counter.RESPONSE_ERRORS) / seconds);
    numbers.put("retries", retries() / seconds);
    numbers.put("denied", denied() / seconds);
    return new Sight(
        state.words(),
        numbers,
        isFault() ? says() : behind(state, says()),
        isFault() ? StepResult.Word.PROBLEM : StepResult.Word.OK);
  }

  /// Where all is well the state is part of the answer; what is not well has its own step.
  private static String behind(Sight state, String traffic) {
    return state.fallback() == StepResult.Word.OK ? state.says() + "; " + traffic : traffic;
  }

  /// @return `in 1 s: 41 requests, 20 answered with 5xx, 12 connection errors, 3 waiting`
  private String says() {
    List<String> parts = new ArrayList<>();
    add(parts, moved(Counter.ANSWERS_5XX), "answered with 5xx");
    add(parts, moved(Counter.CONNECT_ERRORS), "without a connection");
    add(parts, moved(Counter.RESPONSE_ERRORS), "with a broken answer");
    add(parts, waiting(), "waiting");
    add(parts, denied(), "denied");
    add(parts, retries(), "retries");
    List<String> shown = parts.subList(0, Math.min(SHOWN, parts.size()));
    return "in "
        + HaproxyDuration.forPeople(traffic.interval())
        + ": "
        + requests()
        + (requests() == 1 ? " request" : " requests")
        + (shown.isEmpty() ? ", none in trouble" : ", " + String.join(", ", shown));
  }

  private static void add(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }

  private boolean isFault() {
    return backends.stream()
        .anyMatch(row ->
            Share.of(
                    row.moved(Counter.CONNECT_ERRORS)
                        + Math.max(
                            row.moved(Counter.RESPONSE_ERRORS), row.moved(Counter.ANSWERS_5XX)),
                    row.moved(Counter.SESSIONS))
                .isFault());
  }

  private long requests() {
    return moved(Counter.SESSIONS);
  }

  private long moved(Counter counter) {
    return backends.stream().mapToLong(row -> row.moved(counter)).sum();
  }

  private long retries() {
    return moved(Counter.RETRIES) + moved(Counter.REDISPATCHES);
  }

  private long waiting() {
    return backends.stream().mapToLong(row -> row.now(Gauge.QUEUED).orElse(0)).sum();
  }

  private long denied() {
    return frontends.stream()
        .mapToLong(row ->
            row.moved(Counter.DENIED_REQUESTS)
                + row.moved(Counter.DENIED_RESPONSES)
                + row.moved(Counter.DENIED_CONNECTIONS)
                + row.moved(Counter.DENIED_SESSIONS))
        .sum();
  }
}
