package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.RowKey;
import org.haproxydoctor.model.traffic.RowReading;
import org.haproxydoctor.model.traffic.Traffic;

/// Decides whether reading the counters a second time can tell anything, and when.
///
/// A system at rest, or one that never knew trouble, pays nothing. An outage is not kept waiting:
/// its diagnosis must be there soon after the checks of its servers have been repeated.
final class Sampling {
  static final Duration USUAL = Duration.ofSeconds(1);
  static final Duration LEAST = Duration.ofMillis(300);

  /// So many times longer is watched where little traffic leaves in doubt what is normal.
  static final int LONGER = 3;

  /// Below that many requests a share of failures means little.
  private static final int ENOUGH_REQUESTS = 20;

  /// So many answers tell how long they take now.
  private static final int ENOUGH_ANSWERS = 10;

  /// Failures were at least one in so many requests.
  private static final int ONE_IN = 20;

  /// Servers that need longer are worth a comparison with their siblings, in milliseconds.
  private static final int SLOW_MILLIS = 200;

  private static final int RECENT_SECONDS = 10;
  private static final int RECENT_CHANGE_SECONDS = 600;

  private Sampling() {}

  /// @param out backends without a usable server: that alone explains what their requests meet
  /// @return whether the row may be in trouble at this moment
  static boolean isNotable(RowReading row, Set<String> out) {
    boolean explained = row.key().kind() != RowKey.Kind.FRONTEND && out.contains(row.key().proxy());
    return isRestless(row)
        || (!explained && (isInTrouble(row) || isRefusing(row) || isFull(row) || isSlow(row)));
  }

  private static boolean isInTrouble(RowReading row) {
    return isUsed(row) && trouble(row) > 0;
  }

  /// Whoever asks a server in the wrong way may never get anything but 4xx.
  private static boolean isRefusing(RowReading row) {
    long refusals = row.total(Counter.ANSWERS_4XX).orElse(0);
    return row.key().kind() == RowKey.Kind.SERVER
        && refusals > 0
        && refusals == Movement.readOnce(row).answersSoFar()
        && isUsedLately(row);
  }

  private static boolean isUsed(RowReading row) {
    return isUsedLately(row)
        || told(row, Gauge.SESSIONS) > 0
        || told(row, Gauge.RATE) > 0
        || told(row, Gauge.REQUEST_RATE) > 0
        || told(row, Gauge.CONNECTION_RATE) > 0;
  }

  private static boolean isUsedLately(RowReading row) {
    return row.now(Gauge.LAST_SESSION).orElse(Long.MAX_VALUE) < RECENT_SECONDS;
  }

  private static long trouble(RowReading row) {
    long trouble = 0;
    for (Counter counter : Counter.values()) {
      trouble += counter.isTroubleOf(row.key().kind()) ? row.total(counter).orElse(0) : 0;
    }
    return trouble;
  }

  /// @return whether requests wait, or no more sessions are let in
  private static boolean isFull(RowReading row) {
    boolean limits = row.key().kind() != RowKey.Kind.BACKEND;
    long limit = told(row, Gauge.LIMIT);
    return told(row, Gauge.QUEUED) > 0
        || (limits && limit > 0 && told(row, Gauge.SESSIONS) >= limit)
        || row.nearsRateLimit();
  }

  private static boolean isRestless(RowReading row) {
    return row.key().kind() == RowKey.Kind.SERVER
        && row.total(Counter.TIMES_DOWN).orElse(0) > 1
        && row.now(Gauge.LAST_CHANGE).orElse(Long.MAX_VALUE) < RECENT_CHANGE_SECONDS;
  }

  /// The mean of hundreds of requests shows late that answers have become slow; those that are
  /// being waited for show it at once, by how many seconds' worth of requests they are.
  private static boolean isSlow(RowReading row) {
    long waiting = told(row, Gauge.SESSIONS);
    boolean crowded =
        waiting > 1
            && row.total(Counter.ANSWERS_2XX).orElse(0) > 0
            && waiting * 1000 >= SLOW_MILLIS * told(row, Gauge.RATE);
    return row.key().kind() == RowKey.Kind.SERVER
        && (crowded || told(row, Gauge.RESPONSE_TIME) >= SLOW_MILLIS)
        && isUsedLately(row);
  }

  private static long told(RowReading row, Gauge gauge) {
    return row.now(gauge).orElse(0);
  }

  static boolean isFull(Optional<ProcessInfo> process) {
    return process
        .filter(p -> p.maxConnections().orElse(0) > 0)
        .map(p -> p.connections().orElse(0) >= p.maxConnections().getAsLong())
        .orElse(false);
  }

  /// @return how long to wait for the second reading
  static Duration interval(
      Optional<Duration> wanted, List<Backend> backends, Optional<Configuration> files) {
    if (wanted.isPresent() || backends.stream().allMatch(b -> b.serves() || b.isEmpty())) {
      return wanted.orElse(USUAL);
    }
    // Whoever diagnoses an outage waits for the checks that are being repeated anyway.
    Duration patience =
        backends.stream()
            .filter(b -> !b.serves())
            .flatMap(b -> b.servers().stream())
            .filter(Server::checkFails)
            .flatMap((Server s) -> files.flatMap(f -> f.server(s.ref())).stream())
            .flatMap((ServerConfig s) -> s.check().stream())
            .map(check -> check.timing().answerLimit())
            .min(Duration::compareTo)
            .orElse(LEAST);
    Duration most = patience.compareTo(USUAL) < 0 ? patience : USUAL;
    return most.compareTo(LEAST) < 0 ? LEAST : most;
  }

  /// @return whether too little was seen to tell a fault from bad luck
  static boolean leavesDoubt(Traffic traffic) {
    return traffic.rows().values().stream()
        .anyMatch(m ->
            m.key().kind() == RowKey.Kind.SERVER
                ? isSlow(m.after()) && m.answers() < ENOUGH_ANSWERS
                : leavesDoubt(m));
  }

  private static boolean leavesDoubt(Movement row) {
    if (row.after().nearsRateLimit()) {
      return row.lasting(Gauge.RATE) < row.now(Gauge.RATE_LIMIT).orElse(0);
    }
    long requests = Math.max(row.moved(Counter.SESSIONS), row.moved(Counter.REQUESTS));
    if (requests >= ENOUGH_REQUESTS) {
      return false;
    }
    long moved = 0;
    for (Counter counter : Counter.values()) {
      moved += counter.isTroubleOf(row.key().kind()) ? row.moved(counter) : 0;
    }
    long all = Math.max(row.total(Counter.SESSIONS), row.total(Counter.REQUESTS));
    boolean used = requests > 0 || isUsedLately(row.after());
    return moved > 0 || (used && all > 0 && trouble(row.after()) * ONE_IN >= all);
  }
}
