package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.observe.Observations;

/// A process of before a reload still runs, with its old configuration: it keeps connections, or,
/// when nobody told it to stop, even takes new ones from the same port.
///
/// Not to be confused with another HAProxy on ports of its own, which has other files, nor with a
/// master and its workers. That an old worker lingers for a moment after a reload is as it should
/// be.
final class OldProcessServing implements Rule {
  /// How long old connections may keep an old worker without anybody minding.
  private static final Duration NORMAL = Duration.ofMinutes(1);

  /// Processes of one start with `nbproc` above 1 (before 2.5) begin within this time.
  private static final Duration ONE_START = Duration.ofMillis(200);

  @Override
  public Cause cause() {
    return Cause.fault("old-process-serving");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    Optional<ProcessInfo> answering = seen.process().value();
    boolean stopping = answering.filter(ProcessInfo::stopping).isPresent();
    Optional<HostFacts> host = seen.host().value();
    if (host.isEmpty() && !stopping) {
      return List.of();
    }
    List<HaproxyProcess> family = family(seen, host);
    List<HaproxyProcess> told = told(family);
    List<HaproxyProcess> rivals = rivals(family, told, apart(answering));
    if (!rivals.isEmpty()) {
      return List.of(Opinion.found(rivalry(rivals, family)));
    }
    List<HaproxyProcess> neighbours = neighbours(family, host);
    if (!neighbours.isEmpty()) {
      return List.of(Opinion.found(shared(neighbours, family)));
    }
    if (stopping) {
      return List.of(Opinion.found(stopped(answering.get(), told)));
    }
    return List.of(Opinion.foundIf(!told.isEmpty(), () -> lingering(told, answering)));
  }

  /// @return the processes of the HAProxy in question: those with the same files
  private static List<HaproxyProcess> family(Observations seen, Optional<HostFacts> host) {
    List<HaproxyProcess> all =
        host.map(HostFacts::haproxyProcesses).orElse(List.of()).stream()
            .filter(p -> !p.elsewhere())
            .toList();
    long pid =
        seen.process().value().flatMap(p -> p.pid().stream().boxed().findFirst()).orElse(-1L);
    return all.stream()
        .filter(p -> p.innerPid() == pid && !p.files().isEmpty())
        .findFirst()
        .map(own -> all.stream().filter(p -> p.files().equals(own.files())).toList())
        .orElse(List.of());
  }

  /// @return those that another one was told to replace
  private static List<HaproxyProcess> told(List<HaproxyProcess> family) {
    Set<Long> replaced = new HashSet<>();
    for (HaproxyProcess process : family) {
      replaced.addAll(process.origin().replaces());
    }
    return family.stream()
        .filter(p -> replaced.contains(p.innerPid()))
        // A number that was given anew.
        .filter(p -> !p.origin().replaces().contains(p.innerPid()))
        .filter(p ->
            family.stream()
                .anyMatch(other -> !other.equals(p) && !isOlder(other, p, Duration.ZERO)))
        .toList();
  }

  /// @return those that run beside a younger one of the same files without either being told
  private static List<HaproxyProcess> rivals(
      List<HaproxyProcess> family, List<HaproxyProcess> told, Duration apart) {
    Set<Long> pids = family.stream().map(HaproxyProcess::pid).collect(Collectors.toSet());
    List<HaproxyProcess> roots =
        family.stream()
            .filter(p -> !told.contains(p) && !pids.contains(p.origin().parent()))
            .toList();
    return roots.stream()
        .filter(p -> roots.stream().anyMatch(other -> isOlder(p, other, apart)))
        .toList();
  }

  /// @return how far apart two starts of this HAProxy are at least
  private static Duration apart(Optional<ProcessInfo> answering) {
    boolean several = answering.filter(p -> p.number("Nbproc").orElse(1) > 1).isPresent();
    return several ? ONE_START : Duration.ZERO;
  }

  /// @return those with other files that listen on an address of the family's
  private static List<HaproxyProcess> neighbours(
      List<HaproxyProcess> family, Optional<HostFacts> host) {
    Set<String> own =
        family.stream().flatMap(p -> p.origin().listens().stream()).collect(Collectors.toSet());
    return host.map(HostFacts::haproxyProcesses).orElse(List.of()).stream()
        .filter(p -> !p.elsewhere() && !family.contains(p))
        .filter(p -> p.origin().listens().stream().anyMatch(own::contains))
        .toList();
  }

  private static Clue shared(List<HaproxyProcess> neighbours, List<HaproxyProcess> family) {
    Set<String> own =
        family.stream().flatMap(p -> p.origin().listens().stream()).collect(Collectors.toSet());
    List<Evidence> evidence = new ArrayList<>();
    neighbours.forEach(p -> evidence.add(process(p, "has other files: " + p.files())));
    String ports =
        neighbours.stream()
            .flatMap(p -> p.origin().listens().stream())
            .filter(own::contains)
            .map(a -> a.substring(a.lastIndexOf(':') + 1))
            .map(hex -> Integer.toString(Integer.parseInt(hex, 16)))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    evidence.add(Evidence.host(Clue.PROCESS, "listens as well as this HAProxy", "port " + ports));
    return Clue.of(
            Clue.PROCESS,
            "another HAProxy, "
                + pids(neighbours)
                + ", listens on port "
                + ports
                + " too: each of the two gets a part of the visitors",
            evidence)
        .concerning(Reach.LATER);
  }

  private static boolean isOlder(HaproxyProcess one, HaproxyProcess other, Duration apart) {
    Optional<Instant> start = one.origin().started();
    Optional<Instant> later = other.origin().started();
    return start.isPresent() && later.isPresent() && start.get().plus(apart).isBefore(later.get());
  }

  private static Clue rivalry(List<HaproxyProcess> rivals, List<HaproxyProcess> family) {
    HaproxyProcess youngest =
        family.stream()
            .max(Comparator.comparing(p -> p.origin().started().orElse(Instant.MIN)))
            .orElse(rivals.getFirst());
    List<Evidence> evidence = new ArrayList<>();
    rivals.forEach(p -> evidence.add(process(p, "never told to stop")));
    evidence.add(process(youngest, "the youngest with the same files"));
    return Clue.of(
            Clue.PROCESS,
            "HAProxy runs twice with the same files: "
                + pids(rivals)
                + " was not ended when pid "
                + youngest.pid()
                + " was started, and shares its ports",
            evidence)
        .concerning(Reach.LATER);
  }

  private static Clue stopped(ProcessInfo answering, List<HaproxyProcess> told) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(info("Stopping", "1"));
    evidence.add(info("CurrConns", answering.fields().getOrDefault("CurrConns", "?")));
    told.forEach(p -> evidence.add(process(p, "told to stop by a younger one")));
    return Clue.of(
            Clue.PROCESS,
            "the process that answers was told to stop and is of before the last reload: what it"
                + " says is not what new clients meet",
            evidence)
        .concerning(Reach.LATER);
  }

  private static Clue lingering(List<HaproxyProcess> told, Optional<ProcessInfo> answering) {
    Optional<Duration> sinceReload = answering.flatMap(ProcessInfo::uptime);
    List<Evidence> evidence = new ArrayList<>();
    told.forEach(p -> evidence.add(process(p, "told to stop, and still there")));
    sinceReload.ifPresent(up -> evidence.add(info("Uptime_sec", "" + up.toSeconds())));
    boolean recent = sinceReload.map(up -> up.compareTo(NORMAL) < 0).orElse(false);
    boolean single = told.size() == 1;
    return Clue.of(
            Clue.PROCESS,
            pids(told)
                + (single ? ", of before a reload, still holds" : ", of before reloads, still hold")
                + " connections and serves them by the old configuration",
            evidence)
        .concerning(recent && single ? Reach.NOBODY : Reach.LATER);
  }

  private static String pids(List<HaproxyProcess> processes) {
    return "pid "
        + processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(", "));
  }

  private static Evidence process(HaproxyProcess process, String what) {
    return Evidence.host(
        Clue.PROCESS,
        "haproxy, pid " + process.pid(),
        what + process.origin().started().map(s -> ", started " + s.toString()).orElse(""));
  }

  private static Evidence info(String field, String value) {
    return new Evidence(Evidence.Witness.HAPROXY, "show info", Clue.PROCESS, field, value);
  }
}
