package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.ProxyLimits;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.Observations;

/// A frontend has as many connections as its `maxconn`, or as many new ones a second as its
/// `rate-limit sessions`: further visitors wait in the kernel.
///
/// Where the limit is the process's own, the whole process is full, which is another cause.
final class FrontendSaturated implements Rule {
  /// HAProxy lets in as many as the limit says on average; a few seconds may see a little less.
  private static final double NEARLY = 0.9;

  @Override
  public Cause cause() {
    return Cause.fault("frontend-saturated");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    Traffic traffic = seen.traffic().value().orElse(Traffic.none());
    OptionalLong most =
        traffic.last().map(ProcessInfo::maxConnections).orElse(OptionalLong.empty());
    return traffic.frontends().stream()
        .filter(Movement::isInUse)
        .map(row -> examine(row, traffic.interval(), most, seen))
        .toList();
  }

  private static Opinion examine(
      Movement row, Duration interval, OptionalLong most, Observations seen) {
    long limit = row.now(Gauge.LIMIT).orElse(0);
    boolean own = most.isEmpty() || limit < most.getAsLong();
    if (row.isAtLimit() && own) {
      return Opinion.found(full(row, limit, seen));
    }
    return Opinion.foundIf(
        isThrottled(row, interval), () -> throttled(row, row.pace(interval), seen));
  }

  private static boolean isThrottled(Movement row, Duration interval) {
    long limit = row.now(Gauge.RATE_LIMIT).orElse(0);
    return row.after().nearsRateLimit()
        && (row.lasting(Gauge.RATE) >= limit || row.pace(interval) >= limit * NEARLY);
  }

  private static Clue full(Movement row, long limit, Observations seen) {
    Evidence sessions =
        Evidence.stat(name(row), "scur", row.lasting(Gauge.SESSIONS) + " of slim " + limit);
    return clue(
        row,
        "all " + limit + " connections of the frontend are in use, new visitors wait unseen",
        sessions,
        section(row, seen).flatMap(ProxyLimits::maxconn),
        Map.of("frontend", name(row), "maxconn", "" + limit));
  }

  private static Clue throttled(Movement row, double pace, Observations seen) {
    long limit = row.now(Gauge.RATE_LIMIT).orElse(0);
    String mean = String.format(Locale.ROOT, "%.1f a second, rate_lim %d", pace, limit);
    Evidence rate = Evidence.stat(name(row), "rate", mean);
    return clue(
        row,
        "the frontend takes no more than " + limit + " new sessions a second, and as many come",
        rate,
        section(row, seen).flatMap(ProxyLimits::rateLimit),
        Map.of("throttled", name(row), "rate.limit", "" + limit));
  }

  private static Clue clue(
      Movement row,
      String says,
      Evidence counted,
      Optional<ConfigLine> line,
      Map<String, String> which) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(counted);
    line.map(l -> Evidence.config(name(row), "limit", l)).ifPresent(evidence::add);
    Map<String, String> facts = new HashMap<>(which);
    line.map(Facts::at).ifPresent(facts::putAll);
    return Clue.of(name(row), says, evidence).withFacts(facts);
  }

  private static Optional<ProxyLimits> section(Movement row, Observations seen) {
    return seen.configuration().value().flatMap(c -> c.taking(name(row)));
  }

  private static String name(Movement row) {
    return row.key().proxy();
  }
}
