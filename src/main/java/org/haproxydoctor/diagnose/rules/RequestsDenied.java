package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.diagnose.Share;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProxyLimits;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.Observations;

/// Rules turn visitors away, or keep the answers from them: a mistake in one looks like an outage
/// to them, an attack like a mistake.
///
/// Blocking some is daily life and only worth a remark; a quarter of all requests is not.
final class RequestsDenied implements Rule {
  private static final List<Counter> DENIALS =
      List.of(
          Counter.DENIED_REQUESTS,
          Counter.DENIED_RESPONSES,
          Counter.DENIED_CONNECTIONS,
          Counter.DENIED_SESSIONS);

  /// The proxy ended it while it waited for the request, in a tarpit, or with the answer's headers.
  private static final Pattern DENIED = Pattern.compile("P[RTH]");

  private static final int MOST_LINES = 5;
  private static final int MANY = 20;
  private static final int ALARM_ONE_IN = 4;
  private static final int REMARK_ONE_IN = 20;

  @Override
  public Cause cause() {
    return Cause.fault("requests-denied");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    Traffic traffic = seen.traffic().value().orElse(Traffic.none());
    return traffic.frontends().stream()
        .filter(Movement::isInUse)
        .map(row -> examine(row, traffic, seen))
        .toList();
  }

  private static Opinion examine(Movement row, Traffic traffic, Observations seen) {
    long denied = DENIALS.stream().mapToLong(row::moved).sum();
    long all =
        Math.max(
            row.moved(Counter.REQUESTS),
            Math.max(row.moved(Counter.CONNECTIONS), row.moved(Counter.SESSIONS)));
    Share share = Share.of(denied, all);
    boolean enough = share.all() >= MANY || share.bad() * 2 >= share.all();
    if (!enough || !share.isFault() || share.bad() * REMARK_ONE_IN < share.all()) {
      return Opinion.ruledOut();
    }
    Clue clue = clue(row, share, traffic, seen);
    if (share.isEverything()) {
      return Opinion.found(clue.concerning(Reach.EVERYBODY));
    }
    boolean alarm = share.bad() * ALARM_ONE_IN >= share.all();
    return Opinion.found(alarm ? clue : clue.concerning(Reach.NOBODY));
  }

  private static Clue clue(Movement row, Share share, Traffic traffic, Observations seen) {
    String name = row.key().proxy();
    String interval = HaproxyDuration.forPeople(traffic.interval());
    List<Evidence> evidence = new ArrayList<>();
    for (Counter counter : DENIALS) {
      if (row.moved(counter) > 0) {
        evidence.add(
            Evidence.stat(
                name,
                counter.column(),
                "+"
                    + row.moved(counter)
                    + " of "
                    + share.all()
                    + " in "
                    + interval
                    + " ("
                    + row.total(counter)
                    + " since the start)"));
      }
    }
    int logged =
        seen.log().value().map(LogWitness::endings).orElse(List.of()).stream()
            .filter(e -> DENIED.matcher(e.state()).lookingAt())
            .filter(e -> e.backend().equals(name) || e.server().equals(Ending.NO_SERVER))
            .mapToInt(Ending::number)
            .sum();
    if (logged > 0) {
      evidence.add(
          Evidence.requests(
              name, "termination PR, PT, PH", logged + " requests in the last minute"));
    }
    boolean deniesAnswers = deniesAnswers(row);
    String kind = deniesAnswers ? "-response" : "-request";
    List<ConfigLine> lines =
        lines(name, seen).stream().filter(l -> l.text().contains(kind)).limit(MOST_LINES).toList();
    lines.forEach(l -> evidence.add(Evidence.config(name, "denies", l)));
    Clue clue =
        Clue.of(
                name,
                "rules deny "
                    + (deniesAnswers ? "the answers to " : "")
                    + share.word()
                    + " requests",
                evidence)
            .withFacts(Map.of("frontend", name));
    return lines.isEmpty() ? clue : clue.withFacts(Facts.at(lines.getFirst()));
  }

  private static boolean deniesAnswers(Movement row) {
    return row.moved(Counter.DENIED_RESPONSES) * 2 > DENIALS.stream().mapToLong(row::moved).sum();
  }

  /// @return those of the frontend and of the backends behind it, whose denials it counts too
  private static List<ConfigLine> lines(String frontend, Observations seen) {
    Optional<Configuration> file = seen.configuration().value();
    Optional<ProxyLimits> own = file.flatMap(c -> c.taking(frontend));
    List<ConfigLine> lines = new ArrayList<>(own.map(ProxyLimits::denials).orElse(List.of()));
    file.map(Configuration::limits).orElse(List.of()).stream()
        .filter(l -> !l.takesClients())
        .filter(l -> own.map(o -> o.mayLeadTo(l.name())).orElse(false))
        .flatMap(l -> l.denials().stream())
        .forEach(lines::add);
    return lines;
  }
}
