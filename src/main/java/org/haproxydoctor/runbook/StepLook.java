package org.haproxydoctor.runbook;

import static org.haproxydoctor.runbook.StepResult.Word.OK;
import static org.haproxydoctor.runbook.StepResult.Word.PROBLEM;
import static org.haproxydoctor.runbook.StepResult.Word.SKIPPED;
import static org.haproxydoctor.runbook.StepResult.Word.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.observe.Agreement;
import org.haproxydoctor.observe.Looks;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Target;

/// Takes one step's look and puts it into the words of the runbook format.
final class StepLook {
  private final Looks looks;
  private final Deadline deadline;

  StepLook(Looks looks, Deadline deadline) {
    this.looks = looks;
    this.deadline = deadline;
  }

  Sight take(Task task) {
    return needsServers(task) && looks.proxies().value().isEmpty()
        ? Sight.of(SKIPPED, "HAProxy could not be asked which servers there are")
        : look(task);
  }

  private static boolean needsServers(Task task) {
    return switch (task.kind()) {
      case TCP, HTTP, TLS, HEALTH, DNS -> true;
      case STAT, LOG, METRIC, CONFIG, SSH, ASK, ACTION, WAIT, NOTE -> false;
    };
  }

  private Sight look(Task task) {
    return switch (task) {
      case Task.Stat stat -> StateSight.of(looks.proxies(), narrowed(stat.target()));
      case Task.Tcp tcp -> tcp(tcp);
      case Task.Http http -> http(http);
      case Task.Tls tls -> tls(tls);
      case Task.Health health -> health(health);
      case Task.Dns dns -> names(dns);
      case Task.Log log -> log(log);
      case Task.Config _ -> config(looks.configuration());
      case Task.Ask ask ->
          ask.unattended()
              .map(key -> new Sight(Map.of(key, 1), Map.of(), "assumed: " + key, OK))
              .orElse(Sight.of(SKIPPED, "nobody to ask"));
      case Task.Note note -> Sight.of(OK, note.text().orElse(""));
      case Task.Metric _, Task.Ssh _ -> Sight.of(SKIPPED, "not available in this version");
      case Task.Action _, Task.Wait _ -> Sight.of(SKIPPED, "a diagnosis changes nothing");
    };
  }

  private Target narrowed(Optional<String> target) {
    return target.map(t -> new Target(List.of(t))).orElse(looks.target());
  }

  private List<Server> suspects(Optional<String> target) {
    Target narrowed = narrowed(target);
    return looks.suspects().stream().filter(s -> narrowed.includes(s.ref())).toList();
  }

  private Sight tcp(Task.Tcp task) {
    List<Server> servers = suspects(task.target());
    Map<ServerRef, ProbeResult> results =
        task.port().isEmpty()
            ? looks.tcp()
            : looks.probe(
                new Looks.Request(task.port(), false, Optional.empty(), Optional.empty()),
                servers,
                deadline);
    return probed(servers, results, r -> r.word().text(), "connected");
  }

  private Sight http(Task.Http task) {
    List<HttpCheck.Header> headers = new ArrayList<>();
    task.headers().forEach((name, value) -> headers.add(new HttpCheck.Header(name, value)));
    HttpCheck request =
        new HttpCheck(
            task.method(), task.path(), "HTTP/1.1", headers, Optional.empty(), List.of(), false);
    List<Server> servers = suspects(task.target());
    Map<ServerRef, ProbeResult> results =
        looks.probe(
            new Looks.Request(task.port(), task.tls(), request.host(), Optional.of(request)),
            servers,
            deadline);
    return probed(
        servers,
        results,
        r -> r.http().map(h -> String.valueOf(h.status())).orElse(r.word().text()),
        "2");
  }

  private Sight tls(Task.Tls task) {
    List<Server> servers = suspects(task.target());
    Map<ServerRef, ProbeResult> results =
        looks.probe(
            new Looks.Request(task.port(), true, task.name(), Optional.empty()), servers, deadline);
    return probed(servers, results, TlsWord::of, TlsWord.VALID);
  }

  /// Counts what became of each server; the step is fine when every word begins as `good` does.
  private static Sight probed(
      List<Server> servers,
      Map<ServerRef, ProbeResult> results,
      Function<ProbeResult, String> word,
      String good) {
    if (servers.isEmpty()) {
      return Sight.of(OK, "no server is in doubt; none was probed");
    }
    Map<String, Integer> words = new TreeMap<>();
    double slowest = 0;
    int unheard = 0;
    for (Server server : servers) {
      ProbeResult result = results.get(server.ref());
      if (result == null) {
        unheard++;
        continue;
      }
      words.merge(word.apply(result), 1, Integer::sum);
      slowest = Math.max(slowest, result.timings().total().toNanos() / 1e6);
    }
    boolean fine = unheard == 0 && words.keySet().stream().allMatch(w -> w.startsWith(good));
    StepResult.Word verdict = words.isEmpty() ? UNKNOWN : fine ? OK : PROBLEM;
    return new Sight(words, Map.of("time", slowest), Counted.say(words, unheard), verdict);
  }

  private Sight health(Task.Health task) {
    List<Server> servers = suspects(task.target());
    if (servers.isEmpty()) {
      return Sight.of(OK, "HAProxy's own checks pass");
    }
    Map<ServerRef, ServerProbes> probes = looks.health();
    Map<String, Integer> words = new TreeMap<>();
    int unheard = 0;
    for (Server server : servers) {
      Optional<Boolean> ours =
          Optional.ofNullable(probes.get(server.ref()))
              .flatMap(ServerProbes::mirrored)
              .map(m -> m.passed());
      if (ours.isEmpty()) {
        unheard++;
        continue;
      }
      words.merge(Agreement.of(server, ours.get()).word(), 1, Integer::sum);
    }
    StepResult.Word verdict =
        words.isEmpty()
            ? UNKNOWN
            : words.keySet().equals(Set.of(Agreement.AGREE_UP.word())) ? OK : PROBLEM;
    return new Sight(words, Map.of(), Counted.say(words, unheard), verdict);
  }

  private Sight names(Task.Dns task) {
    Map<ServerRef, List<NameLookup>> lookups = looks.names();
    Map<String, Integer> words = new TreeMap<>();
    for (Server server : suspects(task.target())) {
      List<NameLookup> found = lookups.getOrDefault(server.ref(), List.of());
      if (found.isEmpty()) {
        continue;
      }
      List<String> addresses = found.stream().flatMap(l -> l.addresses().stream()).toList();
      boolean same = server.address().map(a -> addresses.contains(a.host())).orElse(false);
      words.merge(addresses.isEmpty() ? "unresolved" : same ? "same" : "differs", 1, Integer::sum);
    }
    if (words.isEmpty()) {
      return Sight.of(OK, "no server in doubt is configured by name");
    }
    return new Sight(
        words,
        Map.of(),
        Counted.say(words, 0),
        words.keySet().equals(Set.of("same")) ? OK : PROBLEM);
  }

  private Sight log(Task.Log task) {
    Observed<LogWitness> seen = looks.log();
    return switch (seen) {
      case Observed.Unseen<LogWitness>(String why) ->
          new Sight(Map.of("unreadable", 1), Map.of(), why, UNKNOWN);
      case Observed.Seen<LogWitness>(LogWitness log) -> LogSight.of(log, task.patterns());
    };
  }

  private static Sight config(Observed<Configuration> seen) {
    return switch (seen) {
      case Observed.Unseen<Configuration>(String why) ->
          new Sight(Map.of("unreadable", 1), Map.of(), why, UNKNOWN);
      case Observed.Seen<Configuration>(Configuration config) -> {
        String files = String.join(", ", config.files());
        yield config.problems().isEmpty()
            ? new Sight(Map.of("valid", 1), Map.of(), files + " read", OK)
            : new Sight(
                Map.of("valid", 1),
                Map.of(),
                files + " read; " + Counted.lines(config.problems().size()) + " not understood",
                OK);
      }
    };
  }
}
