package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Later;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ProxyLimits;
import org.haproxydoctor.model.traffic.RowReading;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.HaproxyLook.StatReading;
import org.haproxydoctor.runtimeapi.TrafficParser;

/// Reads HAProxy's counters twice, where the first reading says that a second may tell more.
///
/// Both readings must come from the same process: a reload or restart begins all counters anew, and
/// so does `clear counters all`. Then the second reading is the first of another try.
final class TrafficLook {
  private static final int MOST_RETRIES = 2;

  /// Leaves time to ask, to read and to judge.
  private static final Duration RESERVE = Duration.ofMillis(500);

  private final HaproxyLook haproxy;
  private final Target target;
  private final Optional<Duration> wanted;
  private final Supplier<Optional<Configuration>> files;
  private final Deadline deadline;
  private final Later<Set<String>> leading;

  /// @param wanted the interval, when someone asked for one
  /// @param files asked only during an outage, and for the frontends that lead to a target
  TrafficLook(
      HaproxyLook haproxy,
      Target target,
      Optional<Duration> wanted,
      Supplier<Optional<Configuration>> files,
      Deadline deadline) {
    this.haproxy = haproxy;
    this.target = target;
    this.wanted = wanted;
    this.files = files;
    this.leading = Later.of(() -> leadingTo(target, files));
    this.deadline = deadline;
  }

  /// @return the frontends whose clients may end up in what was asked about
  private static Set<String> leadingTo(Target target, Supplier<Optional<Configuration>> files) {
    if (target.isEverything()) {
      return Set.of();
    }
    return files.get().map(Configuration::limits).orElse(List.of()).stream()
        .filter(l -> target.names().stream().anyMatch(n -> l.mayLeadTo(n.split("/", 2)[0])))
        .map(ProxyLimits::name)
        .collect(Collectors.toSet());
  }

  /// The counters of one moment.
  private record Sample(List<RowReading> rows, long nanoTime, Optional<ProcessInfo> process) {
    Duration until(Sample later) {
      return Duration.ofNanos(later.nanoTime - nanoTime);
    }

    /// @return whether both come from one process; where it does not tell, the counters decide
    boolean isOfSameProcessAs(Sample earlier) {
      if (process.isEmpty() || earlier.process.isEmpty()) {
        return true;
      }
      ProcessInfo now = process.get();
      ProcessInfo then = earlier.process.get();
      boolean aged =
          now.uptime().flatMap(n -> then.uptime().map(t -> n.compareTo(t) >= 0)).orElse(true);
      return aged
          && now.pid().equals(then.pid())
          && now.number("Start_time_sec").equals(then.number("Start_time_sec"));
    }
  }

  /// @return none where the first reading tells that a second has nothing to add
  Observed<Traffic> take(Observed<Proxies> proxies) throws InterruptedException {
    return take(proxies, this::isNotable);
  }

  /// Reads a second time in any case, unless nobody uses HAProxy.
  Observed<Traffic> insist(Observed<Proxies> proxies) throws InterruptedException {
    return take(proxies, (_, _) -> true);
  }

  private Observed<Traffic> take(Observed<Proxies> proxies, BiPredicate<Sample, Proxies> isWorthIt)
      throws InterruptedException {
    Observed<StatReading> reading = haproxy.reading();
    if (proxies.value().isEmpty() || reading.value().isEmpty()) {
      return Observed.unseen(
          reading.reason().or(proxies::reason).orElse("HAProxy could not be asked"));
    }
    Optional<ProcessInfo> process = haproxy.process().value();
    if (!Sampling.isFull(process) && !TrafficParser.isAlive(reading.value().get().table())) {
      return Observed.seen(Traffic.none());
    }
    Sample first = sample(reading.value().get(), process);
    Proxies all = proxies.value().get();
    return isWorthIt.test(first, all) ? watch(first, all) : Observed.seen(Traffic.none());
  }

  private boolean isNotable(Sample first, Proxies proxies) {
    Set<String> out =
        proxies.backends().stream()
            .filter(b -> !b.serves() && !b.isEmpty())
            .map(Backend::name)
            .collect(Collectors.toSet());
    return Sampling.isFull(first.process)
        || first.rows.stream().anyMatch(r -> Sampling.isNotable(r, out));
  }

  private Observed<Traffic> watch(Sample beginning, Proxies proxies) throws InterruptedException {
    List<Backend> backends =
        proxies.backends().stream().filter(b -> target.includes(b.name())).toList();
    boolean outage = backends.stream().anyMatch(b -> !b.serves() && !b.isEmpty());
    Duration interval =
        Sampling.interval(wanted, backends, outage ? files.get() : Optional.empty());
    Sample first = beginning;
    for (int tried = 0; ; tried++) {
      Observed<Sample> later = next(first, interval);
      if (later.value().isEmpty()) {
        return Observed.unseen(later.reason().orElse("it could not be read again"));
      }
      Sample last = later.value().get();
      boolean same = last.isOfSameProcessAs(first);
      Traffic traffic = between(first, last);
      if (same && !traffic.wasCleared()) {
        return Observed.seen(outage ? traffic : longer(first, traffic, interval));
      }
      if (tried == MOST_RETRIES) {
        return same
            ? Observed.seen(traffic)
            : Observed.unseen("every answer came from another process: HAProxy is being reloaded");
      }
      first = last;
    }
  }

  /// Looks once more where there was too little traffic to judge by.
  private Traffic longer(Sample first, Traffic traffic, Duration interval)
      throws InterruptedException {
    if (wanted.isPresent() || !Sampling.leavesDoubt(traffic)) {
      return traffic;
    }
    return next(first, interval.multipliedBy(Sampling.LONGER))
        .value()
        .filter(last -> last.isOfSameProcessAs(first))
        .map(last -> between(first, last))
        .filter(more -> !more.wasCleared())
        .orElse(traffic);
  }

  private static Traffic between(Sample first, Sample last) {
    return Traffic.between(first.rows, last.rows, first.until(last))
        .of(first.process, last.process);
  }

  /// Waits until the interval has passed since a sample, and takes the next.
  private Observed<Sample> next(Sample earlier, Duration interval) throws InterruptedException {
    long passed = System.nanoTime() - earlier.nanoTime;
    Duration rest = interval.minusNanos(passed);
    Duration most = deadline.left().minus(RESERVE);
    Duration wait = rest.compareTo(most) < 0 ? rest : most;
    if (wait.isPositive()) {
      Thread.sleep(wait);
    }
    Observed<StatReading> again = haproxy.readAgain(deadline);
    Optional<ProcessInfo> process = haproxy.processAgain(deadline).value();
    return again.map(r -> sample(r, process));
  }

  private Sample sample(StatReading reading, Optional<ProcessInfo> process) {
    return new Sample(
        TrafficParser.parse(reading.table(), this::isWanted),
        reading.nanoTime(),
        process.filter(p -> !p.fields().isEmpty()));
  }

  private boolean isWanted(String proxy) {
    return target.includes(proxy) || leading.get().contains(proxy);
  }
}
