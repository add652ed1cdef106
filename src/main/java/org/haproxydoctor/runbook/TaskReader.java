package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Reads the parameters that belong to one kind of step.
final class TaskReader {
  private final YamlMap map;
  private final Problems problems;

  TaskReader(YamlMap map, Problems problems) {
    this.map = map;
    this.problems = problems;
  }

  /// @return keys that a block of this kind may have besides the common ones
  static List<String> keys(TaskKind kind) {
    return switch (kind) {
      case HEALTH, DNS, CONFIG -> List.of("target");
      case STAT -> List.of("target", "traffic");
      case TCP -> List.of("target", "port");
      case HTTP -> List.of("target", "port", "method", "path", "headers", "tls");
      case TLS -> List.of("target", "port", "name");
      case LOG -> List.of("target", "window", "patterns");
      case METRIC -> List.of("query", "warning", "critical");
      case SSH -> List.of("target", "command");
      case ASK -> List.of("question", "answers", "unattended");
      case ACTION -> List.of("do", "target", "value");
      case WAIT -> List.of("target", "until", "at-most");
      case NOTE -> List.of("text");
    };
  }

  /// @return empty when something that the step cannot do without is missing or wrong
  Optional<Task> read(TaskKind kind) {
    return switch (kind) {
      case STAT -> Optional.of(new Task.Stat(target(), map.flag("traffic")));
      case HEALTH -> Optional.of(new Task.Health(target()));
      case DNS -> Optional.of(new Task.Dns(target()));
      case CONFIG -> Optional.of(new Task.Config(target()));
      case TCP -> Optional.of(new Task.Tcp(target(), map.port("port")));
      case HTTP -> Optional.of(http());
      case TLS -> Optional.of(new Task.Tls(target(), map.port("port"), map.string("name")));
      case LOG -> Optional.of(new Task.Log(target(), map.duration("window"), patterns()));
      case METRIC -> metric();
      case SSH -> ssh();
      case ASK -> ask();
      case ACTION -> action();
      case WAIT -> waiting();
      case NOTE -> Optional.of(new Task.Note(map.string("text")));
    };
  }

  private Optional<String> target() {
    Optional<YamlMap.Scalar> target = map.scalar("target");
    if (target.isPresent()
        && !target.get().text().contains("${")
        && !VariableType.SERVER.accepts(target.get().text())) {
      problems.error(
          "RB016",
          target.get().place(),
          "'target' wants backend or backend/server, not '" + target.get().text() + "'");
      return Optional.empty();
    }
    return target.map(YamlMap.Scalar::text);
  }

  private Task http() {
    String method = map.string("method").orElse("GET");
    if (!method.matches("[A-Z]{1,20}")) {
      problems.error(
          "RB016", map.placeOf("method"), "'method' wants capital letters, not '" + method + "'");
    }
    String path = map.string("path").orElse("/");
    if (!path.startsWith("/") && !path.startsWith("$") && !path.equals("*")) {
      problems.error("RB016", map.placeOf("path"), "'path' begins with '/', not '" + path + "'");
    }
    Map<String, String> headers = map.strings("headers");
    headers.forEach((name, value) -> {
      if (!name.matches("[A-Za-z0-9_-]+") || !VariableType.STRING.accepts(value)) {
        problems.error("RB016", map.placeOf("headers"), "header '" + name + "' cannot be sent");
      }
    });
    return new Task.Http(target(), map.port("port"), method, path, headers, map.flag("tls"));
  }

  private Map<String, String> patterns() {
    Map<String, String> patterns = map.strings("patterns");
    patterns.forEach((name, pattern) -> {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        problems.error(
            "RB016",
            map.placeOf("patterns"),
            "pattern '" + name + "' is no regular expression: " + e.getDescription());
      }
    });
    return patterns;
  }

  private Optional<Task> metric() {
    ConditionReader reader = new ConditionReader(TaskKind.METRIC, List.of(), problems);
    return map.required("query", "a metric step")
        .map(query ->
            new Task.Metric(
                query,
                map.scalar("warning").flatMap(reader::comparison),
                map.scalar("critical").flatMap(reader::comparison)));
  }

  private Optional<Task> ssh() {
    List<String> command = map.list("command").stream().map(YamlMap.Scalar::text).toList();
    if (command.isEmpty() || map.isScalar("command")) {
      problems.error("RB015", map.placeOf("command"), "an ssh step needs 'command', a list");
      return Optional.empty();
    }
    return Optional.of(new Task.Ssh(target(), command));
  }

  private Optional<Task> ask() {
    Map<String, String> answers = map.strings("answers");
    Optional<String> unattended = map.string("unattended");
    if (answers.size() < 2) {
      problems.error("RB015", map.placeOf("answers"), "an ask step needs two 'answers' or more");
    } else if (unattended.isPresent() && !answers.containsKey(unattended.get())) {
      problems.error(
          "RB016",
          map.placeOf("unattended"),
          "'"
              + unattended.get()
              + "' is none of the answers"
              + Problems.didYouMean(unattended.get(), answers.keySet()));
    }
    return map.required("question", "an ask step")
        .map(question -> new Task.Ask(question, answers, unattended));
  }

  private Optional<Task> action() {
    List<String> known =
        Stream.of(Task.Operation.values()).map(o -> o.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> word = map.required("do", "an action step");
    Optional<Task.Operation> operation =
        word.filter(known::contains).map(w -> Task.Operation.valueOf(w.toUpperCase(Locale.ROOT)));
    if (word.isPresent() && operation.isEmpty()) {
      problems.error(
          "RB016",
          map.placeOf("do"),
          "unknown action '" + word.get() + "'" + Problems.didYouMean(word.get(), known));
    }
    Optional<String> value = map.string("value");
    if (operation.isPresent() && operation.get().needsValue() && value.isEmpty()) {
      problems.error("RB015", map.placeOf("do"), "action '" + word.orElse("") + "' needs 'value'");
    }
    return operation.map(o -> new Task.Action(o, target(), value));
  }

  private Optional<Task> waiting() {
    ConditionReader reader = new ConditionReader(TaskKind.STAT, List.of(), problems);
    map.required("until", "a wait step");
    Optional<Condition> until = map.scalar("until").flatMap(reader::read);
    map.required("at-most", "a wait step");
    Optional<Duration> atMost = map.duration("at-most");
    return until.flatMap(u -> atMost.map(m -> new Task.Wait(target(), u, m)));
  }

  /// @return result words that only this task has
  static List<String> ownWords(Task task) {
    return switch (task) {
      case Task.Log log -> new ArrayList<>(log.patterns().keySet());
      case Task.Ask ask -> new ArrayList<>(ask.answers().keySet());
      case Task.Stat _, Task.Tcp _, Task.Http _, Task.Health _, Task.Tls _, Task.Dns _ -> List.of();
      case Task.Metric _, Task.Config _, Task.Ssh _, Task.Action _, Task.Wait _, Task.Note _ ->
          List.of();
    };
  }
}
