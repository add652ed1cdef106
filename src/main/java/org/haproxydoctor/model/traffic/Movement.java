package org.haproxydoctor.model.traffic;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// One row of `show stat`, and what moved in it between two readings.
///
/// @param before empty when the row was read only once, or did not exist
/// @param cleared the counters were cleared in between: what they hold since then is the least that
///   moved
public record Movement(Optional<RowReading> before, RowReading after, boolean cleared) {
  private static final Set<Counter> ANSWERS =
      EnumSet.range(Counter.ANSWERS_1XX, Counter.ANSWERS_OTHER);

  public static Movement between(RowReading before, RowReading after) {
    boolean same = before.isSameObjectAs(after);
    return new Movement(
        Optional.of(before).filter(_ -> same), after, same && after.hasFallenSince(before));
  }

  public static Movement readOnce(RowReading reading) {
    return new Movement(Optional.empty(), reading, false);
  }

  public RowKey key() {
    return after.key();
  }

  /// @return by how much the counter rose; 0 when that is not known
  public long moved(Counter counter) {
    OptionalLong now = after.total(counter);
    if (before.isEmpty() || now.isEmpty()) {
      return 0;
    }
    if (cleared) {
      return now.getAsLong();
    }
    OptionalLong then = before.get().total(counter);
    return then.isPresent() ? now.getAsLong() - then.getAsLong() : 0;
  }

  /// @return since the process started; 0 when not told
  public long total(Counter counter) {
    return after.total(counter).orElse(0);
  }

  /// @return the later reading
  public OptionalLong now(Gauge gauge) {
    return after.now(gauge);
  }

  /// @return the lower of both readings: what held all the time, as far as two looks can tell; 0
  ///   when not told
  public long lasting(Gauge gauge) {
    long now = after.now(gauge).orElse(0);
    return before.map(b -> Math.min(now, b.now(gauge).orElse(0))).orElse(now);
  }

  /// @return all HTTP answers since the process started
  public long answersSoFar() {
    return ANSWERS.stream().mapToLong(this::total).sum();
  }

  /// @return all HTTP answers in between
  public long answers() {
    return ANSWERS.stream().mapToLong(this::moved).sum();
  }

  /// @return whether, of a server's row, answers came and no connection failed
  public boolean isAnswered() {
    return moved(Counter.BYTES_OUT) > 0
        && moved(Counter.CONNECT_ERRORS) == 0
        && moved(Counter.RETRIES) == 0;
  }

  /// @return whether sessions were at the row's limit in both readings
  public boolean isAtLimit() {
    long limit = now(Gauge.LIMIT).orElse(0);
    return limit > 0 && lasting(Gauge.SESSIONS) >= limit;
  }

  /// @param interval between the readings
  /// @return sessions a second: over the second before the first reading and all the time since
  public double pace(Duration interval) {
    double seconds = 1 + interval.toMillis() / 1000.0;
    long earlier = before.orElse(after).now(Gauge.RATE).orElse(0);
    return before.isEmpty() ? earlier : (earlier + moved(Counter.SESSIONS)) / seconds;
  }

  /// @return whether anybody uses it at this moment
  public boolean isInUse() {
    return moved(Counter.SESSIONS) > 0
        || moved(Counter.REQUESTS) > 0
        || moved(Counter.CONNECTIONS) > 0
        || now(Gauge.SESSIONS).orElse(0) > 0
        || now(Gauge.RATE).orElse(0) > 0
        || now(Gauge.REQUEST_RATE).orElse(0) > 0;
  }
}
