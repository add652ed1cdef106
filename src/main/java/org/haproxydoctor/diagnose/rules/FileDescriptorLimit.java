package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
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
    if (told.isEmpty() && exhausted.isEmpty()) {
      return List.of();
    }
    logged(seen).map(Evidence::log).ifPresent(told::add);
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
        Clue.of(Clue.PROCESS, "HAProxy has no file descriptor left", told)
            .withFacts(facts(seen, exhausted));
    return List.of(Opinion.found(clue));
  }

  private static boolean isShort(ServerCase server) {
    return CheckFailure.of(server)
        .map(CheckFailure::report)
        .filter(r -> r.contains("too many sockets") || r.contains("too many open files"))
        .isPresent();
  }

  private static Optional<ServerEvent> logged(Observations seen) {
    return seen.log().value().map(LogWitness::events).orElse(List.of()).stream()
        .filter(e -> e.kind() == ServerEvent.Kind.FD_LIMIT)
        .reduce((_, later) -> later);
  }

  /// Those of the HAProxy that was asked, as far as that can be told from others on this host.
  private static List<OpenFiles> files(Observations seen) {
    Optional<HostFacts> host = seen.host().value();
    if (host.isEmpty()) {
      return List.of();
    }
    List<String> configs = seen.configuration().value().map(Configuration::files).orElse(List.of());
    List<HaproxyProcess> may =
        seen.process()
            .value()
            .filter(p -> p.pid().isPresent())
            .map(p ->
                host.get().haproxyProcesses().stream()
                    .filter(h -> h.innerPid() == p.pid().getAsLong())
                    .toList())
            .orElseGet(() -> host.get().processesFor(configs));
    Set<Long> pids = may.stream().map(HaproxyProcess::pid).collect(Collectors.toSet());
    return host.get().network().files().stream().filter(f -> pids.contains(f.pid())).toList();
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

  private static Map<String, String> facts(Observations seen, List<OpenFiles> exhausted) {
    Map<String, String> facts = new HashMap<>();
    exhausted.stream()
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
