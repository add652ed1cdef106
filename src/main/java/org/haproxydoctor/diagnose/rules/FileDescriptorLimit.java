package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.host.OpenFiles;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// HAProxy has used up its file descriptors: it can neither take a client nor connect to a server,
/// and may not even answer on its own socket.
///
/// Not to be confused with `process-maxconn-reached`, where HAProxy itself stops at a number of
/// clients that it was told (`src/sock.c`, `src/listener.c`).
final class FileDescriptorLimit implements Rule {
  private static final String NONE_LEFT = "HAProxy has no file descriptor left";
  private static final String NONE_WAS_LEFT =
      "HAProxy had no file descriptor left for a while, and may run out of them again";

  /// The log's times are whole seconds.
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  @Override
  public Cause cause() {
    return Cause.fault("file-descriptor-limit");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return examine(seen, seen.suspects());
  }

  @Override
  public List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    List<Evidence> told = new ArrayList<>();
    boolean hung = seen.socketTrouble().map(t -> t.kind() == SocketTrouble.Kind.HUNG).orElse(false);
    if (seen.socketTrouble().isPresent() && !hung) {
      return List.of();
    }
    suspects.stream()
        .filter(FileDescriptorLimit::isShort)
        .forEach(s -> told.addAll(Testimony.haproxy(s)));
    List<OpenFiles> files = files(seen);
    List<OpenFiles> exhausted = files.stream().filter(OpenFiles::isExhausted).toList();
    Optional<ServerEvent> logged = logged(seen);
    // Whoever may not look into the process has only the log's word, which may be old.
    boolean now = !told.isEmpty() || !exhausted.isEmpty() || (hung && files.isEmpty());
    if ((told.isEmpty() && exhausted.isEmpty() && logged.isEmpty()) || (hung && !now)) {
      return List.of();
    }
    logged.map(Evidence::log).ifPresent(told::add);
    if (hung) {
      seen.socketTrouble()
          .map(t ->
              new Evidence(Evidence.Witness.PROBE, "probe", Clue.PROCESS, t.socket(), t.what()))
          .ifPresent(told::add);
    }
    exhausted.forEach(f ->
        told.add(
            Evidence.host(
                Clue.PROCESS, "open files of pid " + f.pid(), f.open() + " of " + f.limit())));
    seen.process().value().ifPresent(p -> told.addAll(info(p)));
    Clue clue =
        Clue.of(Clue.PROCESS, now ? NONE_LEFT : NONE_WAS_LEFT, told)
            .withFacts(facts(seen, exhausted.isEmpty() ? files : exhausted));
    return List.of(Opinion.found(now ? clue : clue.concerning(Reach.LATER)));
  }

  private static boolean isShort(ServerCase server) {
    return CheckFailure.of(server)
        .map(CheckFailure::report)
        .filter(r -> r.contains("too many sockets") || r.contains("too many open files"))
        .isPresent();
  }

  /// The limit of a process that has been replaced is over.
  private static Optional<ServerEvent> logged(Observations seen) {
    Optional<Instant> started =
        processes(seen).stream()
            .flatMap(p -> p.origin().started().stream())
            .min(Instant::compareTo);
    return seen.log().value().map(LogWitness::events).orElse(List.of()).stream()
        .filter(e -> e.kind() == ServerEvent.Kind.FD_LIMIT)
        .filter(
            e -> e.at().flatMap(at -> started.map(s -> at.isAfter(s.minus(A_SECOND)))).orElse(true))
        .reduce((_, later) -> later);
  }

  private static List<OpenFiles> files(Observations seen) {
    Set<Long> pids = processes(seen).stream().map(HaproxyProcess::pid).collect(Collectors.toSet());
    return seen.host().value().map(HostFacts::files).orElse(List.of()).stream()
        .filter(f -> pids.contains(f.pid()))
        .toList();
  }

  /// Those of the HAProxy that was asked, as far as that can be told from others on this host.
  private static List<HaproxyProcess> processes(Observations seen) {
    Optional<HostFacts> host = seen.host().value();
    if (host.isEmpty()) {
      return List.of();
    }
    List<String> configs = seen.configuration().value().map(Configuration::files).orElse(List.of());
    return seen.process()
        .value()
        .filter(p -> p.pid().isPresent())
        .map(p ->
            host.get().haproxyProcesses().stream()
                .filter(h -> h.innerPid() == p.pid().getAsLong())
                .toList())
        .orElseGet(() -> host.get().processesFor(configs));
  }

  private static List<Evidence> info(ProcessInfo process) {
    List<Evidence> said = new ArrayList<>();
    for (String field : List.of("Ulimit-n", "Maxsock", "CurrConns")) {
      process.number(field).stream()
          .mapToObj(n ->
              new Evidence(
                  Evidence.Witness.CONTEXT, "show info", Clue.PROCESS, field, Long.toString(n)))
          .forEach(said::add);
    }
    return said;
  }

  private static Map<String, String> facts(Observations seen, List<OpenFiles> files) {
    Map<String, String> facts = new HashMap<>();
    files.stream()
        .findFirst()
        .ifPresent(f -> {
          facts.put("pid", "" + f.pid());
          facts.put("files.limit", "" + f.limit());
        });
    seen.process()
        .value()
        .flatMap(p -> p.number("Maxsock").stream().boxed().findFirst())
        .ifPresent(n -> facts.put("files.needed", n.toString()));
    return facts;
  }
}
