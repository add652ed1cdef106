package org.haproxydoctor.runbook;

import static org.haproxydoctor.runbook.StepResult.Word.OK;
import static org.haproxydoctor.runbook.StepResult.Word.SKIPPED;
import static org.haproxydoctor.runbook.StepResult.Word.UNKNOWN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.observe.Looks;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Target;

/// Takes one step's look and puts it into the words of the runbook format.
final class StepLook {
  private static final int MOST_FILES = 3;

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
      case Task.Stat stat -> {
        Target target = narrowed(stat.target());
        Sight state = StateSight.of(looks.proxies(), looks.trouble(), target);
        yield stat.traffic() && looks.proxies().value().isPresent()
            ? TrafficSight.of(state, looks.traffic(), target)
            : state;
      }
      case Task.Tcp tcp -> tcp(tcp);
      case Task.Http http -> http(http);
      case Task.Tls tls -> tls(tls);
      case Task.Health health -> ServerSight.checks(suspects(health.target()), looks.health());
      case Task.Dns dns -> names(dns);
      case Task.Log log -> log(log);
      case Task.Config _ -> config(looks.configuration());
      case Task.Ask ask ->
          ask.unattended()
              .map(key -> new Sight(Map.of(key, 1), Map.of(), "assumed: " + key, OK))
              .orElse(Sight.of(SKIPPED, "nobody to ask"));
      case Task.Note note -> Sight.of(OK, note.text().orElse(""));
      case Task.Metric _, Task.Ssh _ -> Sight.of(SKIPPED, "not available in this version");
      case Task.Action _ -> Sight.of(SKIPPED, "a diagnosis changes nothing");
      case Task.Wait _ -> Sight.of(SKIPPED, "a diagnosis does not wait");
    };
  }

  private Target narrowed(Optional<String> target) {
    return target.map(t -> new Target(List.of(t))).orElse(looks.target());
  }

  private List<Server> suspects(Optional<String> target) {
    return within(target, looks.suspects()).toList();
  }

  private Stream<Server> within(Optional<String> target, List<Server> servers) {
    Target narrowed = narrowed(target);
    return servers.stream().filter(s -> narrowed.includes(s.ref()));
  }

  private Sight tcp(Task.Tcp task) {
    List<Server> servers = suspects(task.target());
    if (task.port().isPresent()) {
      Looks.Request asked =
          new Looks.Request(task.port(), false, Optional.empty(), Optional.empty());
      return ServerSight.connections(servers, looks.probe(asked, servers, deadline));
    }
    Map<ServerRef, ProbeResult> results = looks.tcp();
    return ServerSight.connections(
        Stream.concat(servers.stream(), within(task.target(), looks.unchecked()))
            .distinct()
            .toList(),
        results);
  }

  private Sight http(Task.Http task) {
    List<HttpCheck.Header> headers = new ArrayList<>();
    task.headers().forEach((name, value) -> headers.add(new HttpCheck.Header(name, value)));
    HttpCheck request =
        new HttpCheck(
            task.method(), task.path(), "HTTP/1.1", headers, Optional.empty(), List.of(), false);
    Looks.Request asked =
        new Looks.Request(task.port(), task.tls(), request.host(), Optional.of(request));
    List<Server> servers = suspects(task.target());
    return ServerSight.answers(servers, looks.probe(asked, servers, deadline));
  }

  private Sight tls(Task.Tls task) {
    Looks.Request asked = new Looks.Request(task.port(), true, task.name(), Optional.empty());
    List<Server> servers = suspects(task.target());
    return ServerSight.handshakes(
        servers, looks.probe(asked, servers, deadline), task.name(), Instant.now());
  }

  private Sight names(Task.Dns task) {
    Sight sight = ServerSight.names(suspects(task.target()), looks.names());
    return sight.words().isEmpty() && deadline.passed()
        ? Sight.of(UNKNOWN, "the names were not looked up in time")
        : sight;
  }

  private Sight log(Task.Log task) {
    Observed<LogWitness> seen = looks.log();
    return switch (seen) {
      case Observed.Unseen<LogWitness>(String why) ->
          new Sight(Map.of("unreadable", 1), Map.of(), why, UNKNOWN);
      case Observed.Seen<LogWitness>(LogWitness log) ->
          past(new LogSight(log, narrowed(task.target()), Instant.now()).of(task));
    };
  }

  /// What was logged of troubles that are over, or of single requests, is none while no server is
  /// in doubt.
  private Sight past(Sight sight) {
    return looks.proxies().value().isPresent() && looks.suspects().isEmpty()
        ? new Sight(sight.words(), sight.numbers(), sight.says(), OK)
        : sight;
  }

  private static Sight config(Observed<Configuration> seen) {
    return switch (seen) {
      case Observed.Unseen<Configuration>(String why) ->
          new Sight(Map.of("unreadable", 1), Map.of(), why, UNKNOWN);
      case Observed.Seen<Configuration>(Configuration config) -> {
        String says =
            ShortList.of(config.files(), MOST_FILES)
                + " read"
                + (config.problems().isEmpty()
                    ? ""
                    : "; " + Counted.lines(config.problems().size()) + " not understood")
                + (config.changed().isEmpty() ? "" : "; changed after HAProxy had started");
        yield new Sight(Map.of("valid", 1), Map.of(), says, OK);
      }
    };
  }
}
